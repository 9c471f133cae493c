//! What is typed on the screen of questions, before it becomes a question or a set.

use std::sync::Arc;

use crate::cards::Answer;
use crate::classroom::roster::{LONGEST_NAME, tidy_name};
use crate::classroom::{Choice, Folder, Form, Key, MOST_NUMBERED, Picture, Question, QuestionSet, SetId, SkillCode};
use crate::exchange::questions::{Loss, Pictures, QuestionList};
use crate::store::SetEntry;

/// The form that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LibraryForm {
    /// Name and folder of a set.
    Set(SetForm),
    /// A question.
    Question(Box<QuestionForm>),
    /// Questions of a file.
    Import(ImportForm),
}

/// Questions of a file, before they are taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportForm {
    /// The file's name.
    pub file: String,
    /// What is in it.
    pub list: Arc<QuestionList>,
    /// The set they go into: its name as typed.
    pub name: String,
    /// Its folder as typed.
    pub folder: String,
}

impl ImportForm {
    /// Folder and name of the set, or why nothing can be taken yet.
    pub fn place(&self) -> Result<(Folder, String), &'static str> {
        let left_out = self.list.notices.iter().any(|n| n.loss == Loss::Question);
        match (self.list.questions.is_empty(), left_out) {
            (true, true) => return Err("No question of this file can be asked with cards"),
            (true, false) => return Err("There are no questions in this file"),
            (false, _) => {}
        }
        let set = SetForm { set: None, name: self.name.clone(), folder: self.folder.clone() };
        // A set that is there takes them in.
        set.place(&[]).map(|(name, folder)| (folder, name))
    }
}

/// The keys of a quiz on paper as typed, with commas, spaces or lines between; or what is missing, in words.
pub fn quiz_keys(typed: &str) -> Result<Vec<Key>, String> {
    let parts: Vec<&str> = typed.split([',', ';', ' ', '\n']).filter(|p| !p.is_empty()).collect();
    if parts.is_empty() {
        return Err("Type what is right, number by number".to_owned());
    }
    let keys = Key::list(&parts.join(",")).map_err(|part| format!("“{part}” is no answer. Write letters from A to D, or a hyphen"))?;
    if keys.len() > MOST_NUMBERED { Err(format!("A quiz has at most {MOST_NUMBERED} questions")) } else { Ok(keys) }
}

/// Name and folder of a set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetForm {
    /// Which set; nothing for a new one.
    pub set: Option<SetId>,
    /// Its name as typed.
    pub name: String,
    /// Its folder as typed: `Maths/Fractions`.
    pub folder: String,
}

impl SetForm {
    /// Name and folder, or what is missing, in words.
    pub fn place(&self, sets: &[SetEntry]) -> Result<(String, Folder), &'static str> {
        let (name, folder) = (tidy_name(&self.name), Folder::parse(&self.folder));
        if name.is_empty() {
            return Err("Give the set a name first");
        }
        if name.chars().count() > LONGEST_NAME {
            return Err("This name is too long");
        }
        if sets.iter().any(|s| Some(s.id) != self.set && s.name == name && s.folder == folder) {
            return Err("There is a set of this name in this folder already");
        }
        Ok((name, folder))
    }
}

/// A question as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionForm {
    /// In which set.
    pub set: Option<SetId>,
    /// In place of which of its questions, from 0; nothing for a new one at the end.
    pub at: Option<usize>,
    /// What is asked.
    pub text: String,
    /// A to D.
    pub options: [OptionForm; 4],
    /// What kind of question was chosen; see [`QuestionForm::kind`].
    pub form: Form,
    /// Codes of skills, with commas between.
    pub skills: String,
    /// What it is called in lists.
    pub name: String,
    /// For the teacher alone.
    pub notes: String,
    /// Where the question is from.
    pub source: String,
    /// Pictures that were taken in while it was typed.
    pub album: Arc<Pictures>,
    /// The option that the next picture is for; nothing for the question itself.
    pub picture_for: Option<Answer>,
    /// The picture it is about.
    pub picture: Option<Picture>,
    /// The question as it was: what cannot be typed stays.
    pub was: Question,
}

/// An option as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionForm {
    /// What it says.
    pub text: String,
    /// Whether it is right.
    pub right: bool,
    /// What somebody may believe who chooses it.
    pub misconception: String,
    /// What it shows.
    pub picture: Option<Picture>,
}

impl QuestionForm {
    /// An empty one for the end of a set.
    pub fn new(set: SetId) -> Self {
        Self { set: Some(set), ..Self::default() }
    }

    /// With what the question at this place of a set says.
    pub fn of(set: SetId, at: usize, question: &Question) -> Self {
        let mut options: [OptionForm; 4] = Default::default();
        for (answer, choice) in question.lettered() {
            options[answer.index()] = OptionForm {
                text: choice.text.clone(),
                right: false,
                misconception: choice.misconception.clone().unwrap_or_default(),
                picture: choice.picture.clone(),
            };
        }
        for answer in question.key.answers() {
            options[answer.index()].right = true;
        }
        let skills: Vec<&str> = question.skills.iter().map(SkillCode::as_str).collect();
        Self {
            set: Some(set),
            at: Some(at),
            text: question.text.clone(),
            options,
            form: question.form,
            skills: skills.join(", "),
            name: question.name.clone(),
            notes: question.notes.clone(),
            source: question.source.clone(),
            album: Arc::default(),
            picture_for: None,
            picture: question.picture.clone(),
            was: question.clone(),
        }
    }

    /// The question, or what is missing, in words.
    pub fn question(&self) -> Result<Question, String> {
        let (count, key) = (self.count(), self.key());
        let options = self.options[..count].iter().map(|o| {
            let thought = o.misconception.trim();
            let misconception = (!o.right && !thought.is_empty()).then(|| thought.to_owned());
            Choice { text: o.text.trim().to_owned(), picture: o.picture.clone(), misconception }
        });
        let mut skills = Vec::new();
        for code in self.codes() {
            let Some(code) = SkillCode::parse(code) else {
                return Err(format!("“{code}” is no code of a skill; {}", SkillCode::RULE));
            };
            if !skills.contains(&code) {
                skills.push(code);
            }
        }
        let question = Question {
            name: self.name.trim().to_owned(),
            text: self.text.trim().to_owned(),
            picture: self.picture.clone(),
            options: options.collect(),
            key,
            skills,
            notes: self.notes.trim().to_owned(),
            source: self.source.trim().to_owned(),
            form: self.kind(),
        };
        let says_nothing = question.text.is_empty() && question.name.is_empty() && question.picture.is_none();
        if says_nothing && count == 0 && key.is_survey() {
            return Err("Write the question first".to_owned());
        }
        question.check().map_err(|problem| format!("The question {problem}"))?;
        Ok(question)
    }

    /// How many options there are.
    fn count(&self) -> usize {
        let is_empty = |o: &OptionForm| o.text.trim().is_empty() && o.picture.is_none();
        self.options.iter().rposition(|o| !is_empty(o)).map_or(0, |last| last + 1)
    }

    fn key(&self) -> Key {
        Key::of(Answer::ALL.into_iter().filter(|a| self.options[a.index()].right))
    }

    /// What kind of question it is: with more than two options, or both right, nothing but a choice.
    pub fn kind(&self) -> Form {
        if self.count() == 2 && self.key().count() < 2 { self.form } else { Form::Choice }
    }

    /// Whether it has room for no other options than true and false.
    pub fn can_be_true_false(&self) -> bool {
        self.count() <= 2 && self.key().count() < 2
    }

    /// Makes it a question of true or false, or a choice again; options without a text say True and False.
    pub fn toggle_true_false(&mut self) {
        let was = self.kind();
        self.form = if was == Form::TrueFalse { Form::Choice } else { Form::TrueFalse };
        if self.form == Form::TrueFalse {
            for (option, word) in self.options.iter_mut().zip(["True", "False"]) {
                if option.text.trim().is_empty() && option.picture.is_none() {
                    option.text = word.to_owned();
                }
            }
        }
    }

    /// Whether the code of a skill is among those typed.
    pub fn has_skill(&self, code: &SkillCode) -> bool {
        self.codes().any(|c| c == code.as_str())
    }

    /// Types the code of a skill, or takes it out.
    pub fn toggle_skill(&mut self, code: &SkillCode) {
        let mut codes: Vec<&str> = self.codes().filter(|c| *c != code.as_str()).collect();
        if !self.has_skill(code) {
            codes.push(code.as_str());
        }
        self.skills = codes.join(", ");
    }

    fn codes(&self) -> impl Iterator<Item = &str> {
        self.skills.split([',', ';']).map(str::trim).filter(|c| !c.is_empty())
    }

    /// The set with this question in it, and its place there.
    pub fn into_set(self, set: &QuestionSet) -> Result<(QuestionSet, usize), String> {
        let question = self.question()?;
        let mut set = set.clone();
        // The question may have been moved meanwhile.
        let is_it = |at: &usize| set.questions.get(*at) == Some(&self.was);
        let at = self.at.and_then(|at| Some(at).filter(is_it).or_else(|| set.questions.iter().position(|q| *q == self.was)));
        match at {
            Some(at) => set.questions[at] = question,
            None => set.questions.push(question),
        }
        let last = set.questions.len() - 1;
        Ok((set, at.unwrap_or(last)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(options: [&str; 4], right: &str) -> QuestionForm {
        let key = Key::parse(right).expect("letters");
        let option = |a: Answer| OptionForm { text: options[a.index()].to_owned(), right: key.contains(a), ..OptionForm::default() };
        QuestionForm { text: " How much? ".to_owned(), options: Answer::ALL.map(option), ..QuestionForm::default() }
    }

    #[test]
    fn what_was_typed_becomes_a_question_and_comes_back() {
        let mut typed = form(["5/6", " 2/5", "", ""], "A");
        typed.options[1].misconception = "adds tops and bottoms ".to_owned();
        // Of no use once the option is right, but it waits there.
        typed.options[0].misconception = "left over".to_owned();
        typed.skills = "FR.add; FR.of, FR.add".to_owned();
        let question = typed.question().expect("a question");
        assert_eq!((question.text.as_str(), question.options.len(), question.skills.len()), ("How much?", 2, 2));
        assert_eq!(question.options[0].misconception, None);
        assert_eq!(question.options[1].misconception.as_deref(), Some("adds tops and bottoms"));
        let mut again = QuestionForm::of(SetId(1), 0, &question);
        assert_eq!(again.question(), Ok(question));
        let code = SkillCode::parse("FR.add").expect("a code");
        again.toggle_skill(&code);
        assert_eq!((again.has_skill(&code), again.skills.as_str()), (false, "FR.of"));
        again.toggle_skill(&code);
        assert_eq!((again.has_skill(&code), again.skills.as_str()), (true, "FR.of, FR.add"));
    }

    #[test]
    fn an_unfinished_question_says_what_is_missing() {
        let missing = |form: QuestionForm| form.question().expect_err("something is missing");
        assert!(missing(QuestionForm::default()).contains("Write the question"));
        assert!(missing(form(["1", "", "2", ""], "A")).contains("nothing for option B"));
        assert!(missing(form(["1", "", "", ""], "A")).contains("only one option"));
        assert!(missing(form(["1", "2", "", ""], "C")).contains("no option C"));
        assert!(missing(QuestionForm { skills: "a+b".to_owned(), ..form(["1", "2", "", ""], "A") }).contains("“a+b”"));
        assert_eq!(form(["", "", "", ""], "D").question().expect("it stands on the board").key.to_string(), "D");
    }

    #[test]
    fn a_quiz_is_typed_as_it_comes() {
        let words = |typed: &str| quiz_keys(typed).map(|keys| keys.iter().map(Key::to_string).collect::<Vec<_>>().join("/"));
        assert_eq!(words("c A,bd -\n"), Ok("C/A/BD/".to_owned()));
        assert!(words(" ,").is_err() && words("C X").is_err_and(|e| e.contains("“X”")) && words(&"A ".repeat(201)).is_err());
    }

    #[test]
    fn true_and_false_stay_so_while_there_are_two() {
        let was = Question { form: Form::TrueFalse, ..form(["True", "False", "", ""], "A").question().expect("a question") };
        let mut typed = QuestionForm::of(SetId(1), 0, &was);
        assert_eq!(typed.question().expect("a question").form, Form::TrueFalse);
        typed.options[2].text = "Nobody knows".to_owned();
        assert_eq!(typed.question().expect("a question").form, Form::Choice);
    }

    #[test]
    fn true_or_false_is_chosen_and_taken_back() {
        let mut typed = form(["", "Falsch", "", ""], "B");
        typed.toggle_true_false();
        let question = typed.question().expect("a question");
        let texts: Vec<&str> = question.options.iter().map(|o| o.text.as_str()).collect();
        assert_eq!((question.form, texts), (Form::TrueFalse, vec!["True", "Falsch"]));
        typed.toggle_true_false();
        assert_eq!(typed.question().expect("a question").form, Form::Choice);
        typed.options[0].right = true;
        assert!(!typed.can_be_true_false(), "both are right");
        assert!(!form(["a", "b", "c", ""], "A").can_be_true_false());
    }

    #[test]
    fn a_name_is_given_once_in_a_folder() {
        let set = SetEntry { id: SetId(1), folder: Folder::parse("Maths"), name: "Angles".to_owned(), questions: 0, archived: true };
        let place =
            |set: Option<i64>, name: &str, folder: &str| SetForm { set: set.map(SetId), name: name.to_owned(), folder: folder.to_owned() };
        let sets = [set];
        assert!(place(None, " Angles", "Maths/").place(&sets).is_err());
        assert!(place(None, " ", "").place(&sets).is_err());
        assert!(place(Some(1), "Angles", "Maths").place(&sets).is_ok());
        assert_eq!(place(None, "Angles", " Art / 5 ").place(&sets), Ok(("Angles".to_owned(), Folder::parse("Art/5"))));
    }
}

//! What the screen of questions shows. No egui here.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::questions::Library;
use crate::app::state::State;
use crate::cards::Answer;
use crate::classroom::{Picture, Question, SetId, SkillCode};
use crate::exchange::questions::{Loss, Notice};
use crate::store::SetEntry;

/// Longest name of a skill that stands in a tag; a longer one gives way to its code.
const LONGEST_TAG: usize = 48;

/// So many lines of one notice are named.
const MOST_LINES: usize = 8;

/// The list at the left.
#[derive(Debug, PartialEq, Eq)]
pub struct ListModel {
    /// Folders by name, each with its sets.
    pub folders: Vec<FolderModel>,
    /// Sets that were put away.
    pub away: usize,
    /// Said in place of the list.
    pub nothing: Option<&'static str>,
}

/// A folder of the list.
#[derive(Debug, PartialEq, Eq)]
pub struct FolderModel {
    /// "Maths / Fractions"; empty at the top.
    pub name: String,
    /// What is in it.
    pub sets: Vec<RowModel>,
}

/// A set in the list.
#[derive(Debug, PartialEq, Eq)]
pub struct RowModel {
    /// Which.
    pub id: SetId,
    /// Its name.
    pub name: String,
    /// "10".
    pub count: usize,
    /// It was put away.
    pub archived: bool,
    /// It is shown at the right.
    pub open: bool,
}

impl ListModel {
    /// Of the sets that were found.
    pub fn of(library: &Library) -> Self {
        let all = library.sets.as_deref().unwrap_or_default();
        let away = all.iter().filter(|s| s.archived).count();
        let mut folders: Vec<FolderModel> = Vec::new();
        for entry in all.iter().filter(|s| library.archived_shown || !s.archived) {
            let name = entry.folder.names().join(" / ");
            if folders.last().is_none_or(|f| f.name != name) {
                folders.push(FolderModel { name, sets: Vec::new() });
            }
            let row = row(entry, library.chosen);
            folders.last_mut().expect("one was just put there").sets.push(row);
        }
        let nothing = match (folders.is_empty(), library.search.trim().is_empty()) {
            (true, true) if away > 0 => Some("All sets were put away"),
            (true, false) => Some("Nothing has these words in it"),
            _ => None,
        };
        Self { folders, away, nothing }
    }
}

fn row(entry: &SetEntry, chosen: Option<SetId>) -> RowModel {
    let open = chosen == Some(entry.id);
    RowModel { id: entry.id, name: entry.name.clone(), count: entry.questions, archived: entry.archived, open }
}

/// The folders of the sets, each once.
pub fn folders(library: &Library) -> Vec<String> {
    let mut all: Vec<String> = library.sets.iter().flatten().map(|s| s.folder.to_string()).filter(|f| !f.is_empty()).collect();
    all.sort();
    all.dedup();
    all
}

/// The skills that questions of the set ask for, with what stands in their tags, each once.
pub fn skills_of_set(library: &Library) -> Vec<(SkillCode, String)> {
    let questions = library.open.iter().flat_map(|o| &o.set.questions);
    let codes: BTreeSet<&SkillCode> = questions.flat_map(|q| &q.skills).collect();
    codes.into_iter().map(|code| (code.clone(), skill_tag(library, code).0)).collect()
}

/// What stands in the tag of a skill, and the whole of it.
fn skill_tag(library: &Library, code: &SkillCode) -> (String, String) {
    let name = library.skills.get(code).filter(|n| !n.is_empty());
    let tag = name.filter(|n| n.chars().count() <= LONGEST_TAG).cloned().unwrap_or_else(|| code.to_string());
    (tag, name.map_or_else(|| code.to_string(), |n| format!("{code}: {n}")))
}

/// Why no lesson can start with the set that is shown.
pub fn not_yet(state: &State) -> Option<&'static str> {
    match &state.library.open {
        None => Some("Choose a set first"),
        Some(open) if open.set.questions.is_empty() => Some("Write a question first"),
        Some(_) => state.lesson_not_yet(),
    }
}

/// "1 question", "12 questions".
pub fn counted(count: usize) -> String {
    match count {
        0 => "No questions yet".to_owned(),
        1 => "1 question".to_owned(),
        n => format!("{n} questions"),
    }
}

/// Something that cannot be carried over.
#[derive(Debug, PartialEq, Eq)]
pub struct NoticeModel {
    /// "Line 3, column 1", or "Lines 3, 7, 9".
    pub place: String,
    /// What and why.
    pub text: String,
    /// It is a whole question, not something about one.
    pub whole: bool,
}

/// What cannot be carried over; the same thing in several places is said once.
pub fn notices(all: &[Notice]) -> Vec<NoticeModel> {
    let mut said: Vec<(&Notice, Vec<usize>)> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for notice in all {
        match known.get(notice.text.as_str()) {
            Some(&at) => said[at].1.push(notice.place.line),
            None => {
                known.insert(&notice.text, said.len());
                said.push((notice, vec![notice.place.line]));
            }
        }
    }
    let model = |(notice, lines): (&Notice, Vec<usize>)| {
        let place = match lines.as_slice() {
            [_] => format!("Line {}, column {}", notice.place.line, notice.place.column),
            many => {
                let shown: Vec<String> = many.iter().take(MOST_LINES).map(usize::to_string).collect();
                let more = if many.len() > MOST_LINES { format!(" and {} more", many.len() - MOST_LINES) } else { String::new() };
                format!("Lines {}{more}", shown.join(", "))
            }
        };
        NoticeModel { place, text: notice.text.clone(), whole: notice.loss == Loss::Question }
    };
    said.into_iter().map(model).collect()
}

/// A question as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionModel {
    /// From 1.
    pub number: usize,
    /// What the teacher calls it, where that is not what it asks.
    pub name: String,
    /// What it asks.
    pub stem: String,
    /// The picture it is about.
    pub picture: Option<Picture>,
    /// Its options.
    pub options: Vec<OptionModel>,
    /// What kind of question it is, where that is not plain: "Survey: nothing is right or wrong".
    pub kind: Option<String>,
    /// Its skills: what stands in the tag, and the whole.
    pub skills: Vec<(String, String)>,
    /// "Notes: slowly. From: own".
    pub notes: String,
}

/// An option as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionModel {
    /// Its letter.
    pub answer: Answer,
    /// What it says.
    pub text: String,
    /// What it shows.
    pub picture: Option<Picture>,
    /// Whether it is right.
    pub right: bool,
    /// "adds tops and bottoms".
    pub misconception: Option<String>,
}

impl QuestionModel {
    /// Of the question with this number.
    pub fn of(library: &Library, number: usize, question: &Question) -> Self {
        let options = question.lettered().map(|(answer, choice)| OptionModel {
            answer,
            text: choice.text.clone(),
            picture: choice.picture.clone(),
            right: question.key.contains(answer),
            misconception: choice.misconception.clone(),
        });
        let options: Vec<OptionModel> = options.collect();
        let kind = match (options.is_empty(), question.key.is_survey()) {
            (true, true) => Some("Stands on the board. Survey: nothing is right or wrong".to_owned()),
            (true, false) => Some(format!("Stands on the board. Right: {}", letters(question))),
            (false, true) => Some("Survey: nothing is right or wrong".to_owned()),
            (false, false) => None,
        };
        let skills = question.skills.iter().map(|code| skill_tag(library, code));
        let about = [("Notes", &question.notes), ("From", &question.source)];
        let notes: Vec<String> = about.into_iter().filter(|(_, t)| !t.is_empty()).map(|(what, text)| format!("{what}: {text}")).collect();
        let untitled = question.text.trim().is_empty();
        let stem = match (untitled, question.name.is_empty()) {
            (false, _) => question.text.clone(),
            (true, false) => question.name.clone(),
            (true, true) => format!("Question {number}"),
        };
        let name = if untitled { String::new() } else { question.name.clone() };
        Self { number, name, stem, picture: question.picture.clone(), options, kind, skills: skills.collect(), notes: notes.join("\n") }
    }
}

fn letters(question: &Question) -> String {
    question.key.answers().map(|a| a.to_string()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classroom::{Folder, Key};
    use crate::exchange::questions::Place;

    fn entry(id: i64, folder: &str, name: &str, archived: bool) -> SetEntry {
        SetEntry { id: SetId(id), folder: Folder::parse(folder), name: name.to_owned(), questions: 3, archived }
    }

    fn names(library: &Library) -> Vec<(String, Vec<String>)> {
        let name = |f: FolderModel| (f.name, f.sets.into_iter().map(|s| s.name).collect());
        ListModel::of(library).folders.into_iter().map(name).collect()
    }

    #[test]
    fn sets_stand_in_their_folders_and_those_put_away_wait() {
        let sets = vec![entry(1, "", "Warm-up", false), entry(2, "Maths/5", "Fractions", false), entry(3, "Maths/5", "Old", true)];
        let mut library = Library { sets: Some(sets), ..Library::default() };
        let top = (String::new(), vec!["Warm-up".to_owned()]);
        assert_eq!(names(&library), [top.clone(), ("Maths / 5".to_owned(), vec!["Fractions".to_owned()])]);
        assert_eq!(ListModel::of(&library).away, 1);
        library.archived_shown = true;
        assert_eq!(names(&library)[1].1, ["Fractions", "Old"]);
        library.sets = Some(Vec::new());
        library.search = "xyz".to_owned();
        assert_eq!(ListModel::of(&library).nothing, Some("Nothing has these words in it"));
    }

    #[test]
    fn what_is_missing_is_said_once_with_all_its_lines() {
        let notice = |line: usize, text: &str| Notice { place: Place { line, column: 2 }, loss: Loss::Question, text: text.to_owned() };
        let said = notices(&[notice(3, "asks for a text"), notice(5, "no picture"), notice(9, "asks for a text")]);
        let said: Vec<(&str, &str)> = said.iter().map(|n| (n.place.as_str(), n.text.as_str())).collect();
        assert_eq!(said, [("Lines 3, 9", "asks for a text"), ("Line 5, column 2", "no picture")]);
    }

    #[test]
    fn a_question_says_what_is_right_and_what_it_asks_for() {
        let code = |c: &str| SkillCode::parse(c).expect("a code");
        let skills = [(code("FR.add"), "Add fractions".to_owned()), (code("FR.of"), "x".repeat(60))].into();
        let library = Library { skills, ..Library::default() };
        let question = Question {
            text: "How much?".to_owned(),
            options: vec!["2/5".into(), "5/6".into()],
            key: Key::of([Answer::B]),
            skills: vec![code("FR.add"), code("FR.of"), code("new")],
            ..Question::default()
        };
        let model = QuestionModel::of(&library, 2, &question);
        assert_eq!(model.options.iter().map(|o| o.right).collect::<Vec<_>>(), [false, true]);
        let tags: Vec<&str> = model.skills.iter().map(|(tag, _)| tag.as_str()).collect();
        assert_eq!((tags, model.skills[0].1.as_str()), (vec!["Add fractions", "FR.of", "new"], "FR.add: Add fractions"));
        assert_eq!(model.kind, None);
        let on_board = Question { key: Key::of([Answer::C]), ..Question::default() };
        let model = QuestionModel::of(&library, 2, &on_board);
        assert_eq!((model.stem.as_str(), model.kind.as_deref()), ("Question 2", Some("Stands on the board. Right: C")));
    }
}

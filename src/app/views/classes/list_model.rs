//! What a pasted or imported class list would do, before it does. No egui here.

use crate::app::state::{NamesForm, State};
use crate::cards::{CardNumber, Deck};
use crate::classroom::roster::{Change, Member, Plan, Problem, plan};
use crate::classroom::{BoardName, Class, Pair, PairRule, Profile, Student, StudentId, Support};
use crate::exchange::roster::{Holds, RosterList};

/// What a list would do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ListModel {
    /// What stands above each column, and what it was taken for; nothing where it is passed over.
    pub columns: Vec<(String, Option<&'static str>)>,
    /// "3 new, 2 changed, 23 as before"; empty without a list.
    pub summary: String,
    /// New students in order.
    pub added: Vec<NewModel>,
    /// Students who change: "Ada Novak: card 7, home language Polish".
    pub changed: Vec<String>,
    /// Rules about groups: "Ada Novak and Ben Cole: keep apart".
    pub rules: Vec<String>,
    /// Lines that cannot be used, and why.
    pub problems: Vec<String>,
    /// What cannot be used in lines that go in.
    pub notes: Vec<String>,
    /// "Add 28 names".
    pub button: String,
    /// Why that cannot be done yet.
    pub not_yet: Option<&'static str>,
}

/// A new student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewModel {
    /// The card.
    pub card: CardNumber,
    /// The name.
    pub name: String,
    /// "Polish, B1"; empty where the list says no more.
    pub more: String,
}

/// The model of the form that is open.
pub fn list_model(state: &State, form: &NamesForm) -> ListModel {
    let deck = state.current().filter(|_| form.class.is_none()).map_or(form.new_deck(), |c| c.deck.as_str());
    ListModel::of(form, &state.students, &state.pairs, state.classes.as_deref().unwrap_or_default(), deck)
}

impl ListModel {
    /// Of a form, for the class with these students and rules (none for a new class).
    pub fn of(form: &NamesForm, students: &[Student], pairs: &[Pair], classes: &[Class], deck: &str) -> Self {
        let list = &form.list;
        let cards: Vec<CardNumber> = Deck::named(deck).map(|d| d.usable().collect()).unwrap_or_default();
        let (students, pairs): (&[Student], &[Pair]) = if form.class.is_some() { (&[], &[]) } else { (students, pairs) };
        let plan = plan(students, pairs, &list.rows, &cards);
        let mut model = Self { summary: summary(&plan, list), ..Self::default() };
        for (i, column) in list.columns.iter().enumerate() {
            let head = if column.head.is_empty() { format!("Column {}", i + 1) } else { column.head.clone() };
            model.columns.push((head, column.holds.map(Holds::words)));
        }
        for change in &plan.changes {
            match change {
                Change::Add { name, card, profile } => {
                    let more = details(&Profile::default(), profile, false).join(", ");
                    model.added.push(NewModel { card: *card, name: name.clone(), more });
                }
                Change::Update { student, card, profile } => {
                    if let Some(known) = students.iter().find(|s| s.id == *student) {
                        model.changed.push(format!("{}: {}", known.name, difference(known, *card, profile).join(", ")));
                    }
                }
            }
        }
        model.rules =
            plan.pairs.iter().map(|p| rule(p.rule, &name_of(&plan, students, p.one), &name_of(&plan, students, p.other))).collect();
        model.problems = by_line(list.problems.iter().chain(&plan.problems));
        model.notes = by_line(list.notes.iter().chain(&plan.notes));
        let (added, changed) = plan.counts();
        model.button = button(added, changed + plan.pairs.len(), form.class.is_some());
        model.not_yet = match &form.class {
            _ if plan.is_empty() && plan.unchanged > 0 => Some("Everything in this list is here already"),
            _ if plan.is_empty() => Some("Paste the names first, one a line"),
            Some(name) if name.trim().is_empty() => Some("Give the class a name first"),
            Some(name) if classes.iter().any(|c| c.name == name.trim()) => Some("There is a class of this name already"),
            _ => None,
        };
        model
    }
}

fn by_line<'a>(problems: impl Iterator<Item = &'a Problem>) -> Vec<String> {
    let mut all: Vec<&Problem> = problems.collect();
    all.sort_by_key(|p| p.line);
    all.into_iter().map(|p| format!("Line {}: {}", p.line, p.text)).collect()
}

fn summary(plan: &Plan, list: &RosterList) -> String {
    if list.rows.is_empty() {
        return String::new();
    }
    let (added, changed) = plan.counts();
    let mut parts = vec![format!("{added} new"), format!("{changed} changed"), format!("{} as before", plan.unchanged)];
    let left_out = list.problems.len() + plan.problems.len();
    if left_out > 0 {
        parts.push(format!("{left_out} left out"));
    }
    parts.join(", ")
}

fn button(added: usize, changed: usize, is_new: bool) -> String {
    match (added, changed, is_new) {
        (0, 0, _) => "Add names".to_owned(),
        (1, _, true) => "Make the class with 1 student".to_owned(),
        (n, _, true) => format!("Make the class with {n} students"),
        (0, 1, false) => "Make 1 change".to_owned(),
        (0, n, false) => format!("Make {n} changes"),
        (1, 0, false) => "Add 1 name".to_owned(),
        (n, 0, false) => format!("Add {n} names"),
        (n, m, false) => format!("Add {n}, change {m}"),
    }
}

fn name_of(plan: &Plan, students: &[Student], member: Member) -> String {
    let known = |id: StudentId| students.iter().find(|s| s.id == id).map(|s| s.name.clone());
    match member {
        Member::Here(id) => known(id),
        Member::New(at) => plan.changes.get(at).and_then(|c| if let Change::Add { name, .. } = c { Some(name.clone()) } else { None }),
    }
    .unwrap_or_default()
}

/// "Ada and Ben: keep apart".
fn rule(rule: PairRule, one: &str, other: &str) -> String {
    let words = match rule {
        PairRule::Apart => "keep apart",
        PairRule::Together => "keep together",
    };
    format!("{one} and {other}: {words}")
}

/// What changes about a student.
fn difference(known: &Student, card: CardNumber, profile: &Profile) -> Vec<String> {
    let mut parts = Vec::new();
    if !known.active {
        parts.push("is back".to_owned());
    }
    if known.card != card {
        parts.push(format!("card {card}"));
    }
    parts.extend(details(&known.profile, profile, true));
    parts
}

/// What is new in a profile; said with what it is, where `named`.
fn details(before: &Profile, after: &Profile, named: bool) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = |what: &str, words: &str| {
        parts.push(match (words.is_empty(), named) {
            (true, _) => format!("no {what}"),
            (false, true) => format!("{what} {words}"),
            (false, false) => words.to_owned(),
        });
    };
    if before.language != after.language {
        part("home language", &after.language);
    }
    if before.level != after.level {
        part("language level", &after.level);
    }
    if before.supports != after.supports {
        part("help", &after.supports.iter().map(support_words).collect::<Vec<_>>().join(", "));
    }
    if before.tags != after.tags {
        part("tags", &after.tags.iter().map(String::as_str).collect::<Vec<_>>().join(", "));
    }
    if before.board_name != after.board_name {
        part("on the board", board_words(after.board_name));
    }
    if before.notes != after.notes {
        parts.push("notes".to_owned());
    }
    parts
}

/// What a teacher calls a support.
pub fn support_words(support: &Support) -> &str {
    match support {
        Support::ReadAloud => "Read aloud",
        Support::LargePrint => "Large print",
        Support::SentenceStems => "Sentence stems",
        Support::Other(words) => words,
    }
}

/// What a teacher calls a form of the name on the board.
pub fn board_words(form: BoardName) -> &'static str {
    match form {
        BoardName::First => "first name",
        BoardName::Initial => "first name and initial",
        BoardName::Number => "card number",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classroom::ClassId;

    fn student(card: u16, name: &str) -> Student {
        Student::new(StudentId(card.into()), name, CardNumber(card))
    }

    fn form(class: Option<&str>, text: &str) -> NamesForm {
        let mut form = NamesForm { class: class.map(str::to_owned), text: text.to_owned(), ..NamesForm::default() };
        form.read_text();
        form
    }

    fn of(form: &NamesForm, students: &[Student]) -> ListModel {
        ListModel::of(form, students, &[], &[], Deck::QUARTER)
    }

    #[test]
    fn pasted_names_say_what_they_will_do() {
        let model = of(&form(Some("5b"), "Ada\nBen\n"), &[]);
        let added: Vec<_> = model.added.iter().map(|n| (n.card.0, n.name.as_str())).collect();
        assert_eq!(added, [(1, "Ada"), (2, "Ben")]);
        assert_eq!((model.button.as_str(), model.not_yet), ("Make the class with 2 students", None));
        let here = [student(1, "Ada")];
        let model = of(&form(None, "Ada\nBen\n"), &here);
        assert_eq!((model.added.len(), model.summary.as_str(), model.button.as_str()), (1, "1 new, 0 changed, 1 as before", "Add 1 name"));
        assert_eq!(of(&form(None, "Ada\n"), &here).not_yet, Some("Everything in this list is here already"));
    }

    #[test]
    fn a_table_says_how_its_columns_were_understood_and_what_changes_for_whom() {
        let here = [student(1, "Ada Novak"), student(2, "Ben Cole")];
        let table = "Name\tNr\tBirthday\tHome language\tApart\n\
                     Ada Novak\t7\t1.2.15\tPolish\tBen Cole\nCem\t\t\tTurkish\t\nDua\tx\t\t\t\nBen Cole\t\t\t\tZoe\n";
        let model = of(&form(None, table), &here);
        let columns: Vec<_> = model.columns.iter().map(|(head, holds)| (head.as_str(), *holds)).collect();
        assert_eq!(columns[1..3], [("Nr", Some("card")), ("Birthday", None)]);
        assert_eq!(model.changed, ["Ada Novak: card 7, home language Polish"]);
        assert_eq!(model.rules, ["Ada Novak and Ben Cole: keep apart"]);
        assert_eq!((model.added[0].name.as_str(), model.added[0].more.as_str()), ("Cem", "Turkish"));
        assert!(model.problems[0].starts_with("Line 4: ") && model.notes[0].starts_with("Line 5: "), "{model:?}");
        assert_eq!(model.button, "Add 1, change 2");
    }

    #[test]
    fn a_form_says_what_is_missing() {
        let taken = [Class::new(ClassId(1), "5b", Deck::QUARTER)];
        let missing = |class, text| ListModel::of(&form(class, text), &[], &[], &taken, Deck::QUARTER).not_yet;
        assert_eq!(missing(Some("6a"), " \n"), Some("Paste the names first, one a line"));
        assert_eq!(missing(Some(" "), "Ada"), Some("Give the class a name first"));
        assert_eq!(missing(Some("5b"), "Ada"), Some("There is a class of this name already"));
        assert_eq!(missing(Some("6a"), "Ada"), None);
    }
}

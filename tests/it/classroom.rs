//! The classroom in the teacher's file: classes, students, lessons, answers, questions, sets.

use std::collections::BTreeMap;

use jiff::civil::{Weekday, date, time};
use jiff::{SignedDuration, Timestamp};
use quarterturn::cards::{Answer, CardNumber, Deck};
use quarterturn::classroom::roster::Change;
use quarterturn::classroom::{
    AnswerSource, AskingId, BoardName, Choice, ClassId, Curriculum, Folder, Form, Hour, Key, LessonPlan, Pair, PairRule, Picture,
    PictureId, Profile, Question, QuestionSet, SetId, Skill, SkillCode, StudentId, Support, Tally, Unit, UnitLesson,
};
use quarterturn::store::{Missing, Names, Store, StoreError};
use tempfile::TempDir;

struct School {
    store: Store,
    class: ClassId,
    students: Vec<StudentId>,
    _folder: TempDir,
}

/// The class 5b with students S1, S2 … on cards 1, 2 ….
fn school(students: u16) -> School {
    let folder = TempDir::new().expect("a folder");
    let mut store = Store::open(&folder.path().join("school.db"), Missing::Create).expect("a new file");
    let class = store.create_class("5b", Deck::QUARTER).expect("a class");
    let add = |n| Change::add(format!("S{n}"), CardNumber(n));
    store.change_roster(class, &(1..=students).map(add).collect::<Vec<_>>()).expect("students");
    let students = store.students(class).expect("students").iter().map(|s| s.id).collect();
    School { store, class, students, _folder: folder }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
}

fn question(text: &str, key: &str) -> Question {
    Question { text: text.to_owned(), key: Key::parse(key).expect("letters"), ..Question::default() }
}

impl School {
    fn ask(&mut self, text: &str, seconds: i64) -> AskingId {
        self.store.open_asking(self.class, &question(text, "B"), at(seconds)).expect("an asking")
    }

    fn answer(&mut self, asking: AskingId, student: usize, answer: Answer, source: AnswerSource) {
        self.store.record_answer(asking, self.students[student], answer, source, Some(0.75), at(1)).expect("kept");
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T, StoreError>, words: &str) {
    match result {
        Err(StoreError::Refused(said)) => assert!(said.contains(words), "{said}"),
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn a_class_keeps_what_it_is_about() {
    let School { mut store, class, .. } = school(0);
    let set = store.add_set(&QuestionSet { name: "One".to_owned(), ..QuestionSet::default() }).expect("a set");
    let mut about = store.class_named("5b").expect("read").expect("the class");
    about.subject = "Maths".to_owned();
    about.term = "2026/27".to_owned();
    about.timetable = vec![
        Hour { weekday: Weekday::Monday, starts: time(8, 5, 0, 0), minutes: 45 },
        Hour { weekday: Weekday::Sunday, starts: time(23, 59, 0, 0), minutes: 90 },
    ];
    about.queue = vec![set];
    store.change_class(&about).expect("kept");
    assert_eq!(store.class_named("5b").expect("read"), Some(about.clone()));

    about.archived = true;
    store.change_class(&about).expect("kept");
    assert_eq!((store.classes().expect("read"), store.archived_classes().expect("read")), (vec![], vec![about.clone()]));
    // The name is free for the next year's class; then the old one cannot come back under it.
    let next = store.create_class("5b", Deck::QUARTER).expect("a class of that name");
    assert_ne!(next, class);
    about.archived = false;
    refused(store.change_class(&about), "5b already");
}

#[test]
fn a_student_keeps_what_is_known() {
    let School { mut store, class, students, .. } = school(3);
    let profile = Profile {
        board_name: BoardName::Initial,
        language: "Türkçe".to_owned(),
        level: "B1".to_owned(),
        supports: [Support::ReadAloud, Support::Other("sits in front".to_owned())].into(),
        tags: ["choir".to_owned()].into(),
        notes: "likes maps".to_owned(),
    };
    store.set_profile(students[1], &profile).expect("kept");
    let kept = store.students(class).expect("students");
    assert_eq!((&kept[1].profile, &kept[2].profile), (&profile, &Profile::default()));

    store.set_pair(students[2], students[0], Some(PairRule::Together)).expect("kept");
    store.set_pair(students[0], students[2], Some(PairRule::Apart)).expect("replaced");
    let pair = Pair { one: students[0], other: students[2], rule: PairRule::Apart };
    assert_eq!(store.pairs(class).expect("pairs"), [pair]);
    store.set_active(class, students[2], false).expect("left");
    assert_eq!(store.pairs(class).expect("pairs"), []);
    refused(store.set_pair(students[0], students[0], Some(PairRule::Apart)), "two students");

    let today = date(2026, 11, 25);
    store.set_absent(students[0], today, true).expect("absent");
    assert_eq!(store.absent(class, today).expect("absent"), [students[0]].into());
    assert_eq!(store.absent(class, date(2026, 11, 26)).expect("absent"), [].into());
    assert!(store.students(class).expect("students")[0].active, "absent is not gone");
    store.set_absent(students[0], today, false).expect("there");
    assert_eq!(store.absent(class, today).expect("absent"), [].into());
}

#[test]
fn cards_are_swapped_and_history_stays_with_the_student() {
    let mut school = school(2);
    let (class, [one, other]) = (school.class, [school.students[0], school.students[1]]);
    let before = school.ask("before", 0);
    school.answer(before, 0, Answer::A, AnswerSource::Card);
    school.store.swap_cards(class, one, other).expect("swapped");
    let after = school.ask("after", 5);
    school.answer(after, 0, Answer::C, AnswerSource::Card);
    let cards: Vec<_> = school.store.students(class).expect("students").iter().map(|s| (s.name.clone(), s.card.0)).collect();
    assert_eq!(cards, [("S2".to_owned(), 1), ("S1".to_owned(), 2)]);
    let rows = school.store.results(Some(class)).expect("results");
    let rows: Vec<_> = rows.iter().map(|r| (r.student.as_str(), r.card.0, r.question.as_str())).collect();
    assert_eq!(rows, [("S1", 1, "before"), ("S1", 2, "after")]);
}

#[test]
fn a_student_moves_to_another_class_with_all_answers() {
    let mut school = school(2);
    let student = school.students[0];
    let asking = school.ask("q", 0);
    school.answer(asking, 0, Answer::B, AnswerSource::Card);
    let School { mut store, class: from, .. } = school;
    let to = store.create_class("5c", Deck::QUARTER).expect("a class");
    store.move_student(student, from, to, CardNumber(9)).expect("moved");
    let left = &store.students(from).expect("students")[0];
    assert_eq!((left.id, left.active), (student, false));
    let there = &store.students(to).expect("students")[0];
    assert_eq!((there.id, there.active, there.card), (student, true, CardNumber(9)));
    assert_eq!(store.asking(asking).expect("the asking").answers[0].student, student);
    // And answers in the new class.
    let next = store.open_asking(to, &question("r", ""), at(9)).expect("an asking");
    store.record_answer(next, student, Answer::D, AnswerSource::Card, None, at(9)).expect("kept");
    refused(store.move_student(student, to, from, CardNumber(2)), "card 2 is held by S2");
    store.move_student(student, to, from, CardNumber(1)).expect("back again");
    assert!(store.students(from).expect("students")[0].active);
}

#[test]
fn every_change_of_mind_stays_in_the_trail_and_corrections_are_told_apart() {
    let mut school = school(2);
    let asking = school.ask("q", 0);
    school.answer(asking, 0, Answer::A, AnswerSource::Card);
    school.answer(asking, 0, Answer::C, AnswerSource::Card);
    school.answer(asking, 0, Answer::B, AnswerSource::Hand);
    school.answer(asking, 1, Answer::A, AnswerSource::Hand);
    school.answer(asking, 1, Answer::B, AnswerSource::Hand);
    let School { mut store, students, .. } = school;
    let trail = |store: &Store, student: usize| -> Vec<(Option<Answer>, bool)> {
        store.trail(asking, students[student]).expect("a trail").iter().map(|s| (s.answer, s.is_correction)).collect()
    };
    assert_eq!(trail(&store, 0), [(Some(Answer::A), false), (Some(Answer::C), false), (Some(Answer::B), true)]);
    assert_eq!(trail(&store, 1), [(Some(Answer::A), false), (Some(Answer::B), false)]);
    assert_eq!(store.trail(asking, students[0]).expect("a trail")[0].confidence, Some(0.75));
    store.correct_answer(asking, students[1], None, at(2)).expect("struck out");
    assert_eq!(trail(&store, 1).last(), Some(&(None, true)));
    let answers = store.asking(asking).expect("the asking").answers;
    assert_eq!(answers.iter().map(|a| (a.student, a.answer)).collect::<Vec<_>>(), [(students[0], Answer::B)]);
    assert_eq!(store.results(None).expect("results").len(), 1);
    store.record_answer(asking, students[1], Answer::D, AnswerSource::Card, None, at(3)).expect("kept");
    assert_eq!(store.results(None).expect("results").len(), 2);
}

#[test]
fn a_lesson_goes_on_until_it_ends_and_what_is_asked_again_is_linked() {
    let School { mut store, class, .. } = school(1);
    let keys = ["A", "BD", ""].map(|k| Key::parse(k).expect("letters")).to_vec();
    let plan = LessonPlan::Numbered(keys.clone());
    let lesson = store.begin_lesson(class, &plan, at(0)).expect("a lesson");
    let ask = |store: &mut Store, key: Key, seconds| {
        let id = store.open_asking(class, &Question { key, ..Question::default() }, at(seconds)).expect("an asking");
        store.asking(id).expect("the asking")
    };
    let first = ask(&mut store, keys[0], 10);
    let second = ask(&mut store, keys[1], 20);
    let again = store.ask_again(first.id, Names::Kept, at(25)).expect("an asking");
    let again = store.asking(again).expect("the asking");
    // Another number of the quiz may have the same key: only the teacher knows what is asked again.
    let alike = ask(&mut store, keys[0], 30);
    let all = [&first, &second, &again, &alike];
    assert_eq!(all.map(|a| (a.lesson, a.number)), [1, 2, 3, 4].map(|n| (lesson, n)));
    assert_eq!(all.map(|a| a.again_of), [None, None, Some(first.id), None]);
    assert_eq!((&again.question, second.title().as_str()), (&first.question, "Question 2"));
    let kept = store.last_lesson(class).expect("read").expect("a lesson");
    assert_eq!((kept.plan, kept.ended_at), (plan, None));

    store.end_lesson(lesson, at(40)).expect("ended");
    let ask = |store: &mut Store, class, seconds| {
        let id = store.open_asking(class, &question("Half of 7?", "B"), at(seconds)).expect("an asking");
        store.asking(id).expect("the asking")
    };
    let later = ask(&mut store, class, 50);
    assert_ne!(later.lesson, lesson);
    assert_eq!((later.number, later.again_of), (1, None));
    // One that was never ended does not go on the next day; the same words are asked again.
    let next_day = ask(&mut store, class, 50 + 86_400);
    assert_ne!(next_day.lesson, later.lesson);
    assert_eq!(next_day.again_of, Some(later.id));
    // In another class the same question is new.
    let other = store.create_class("5c", Deck::QUARTER).expect("a class");
    assert_eq!(ask(&mut store, other, 60).again_of, None);
}

#[test]
fn an_anonymous_asking_keeps_counts_and_nothing_of_any_student() {
    let School { mut store, class, students, .. } = school(3);
    let asking = store.open_asking_of(class, &question("mood?", "B"), Names::Anonymous, at(0)).expect("an asking");
    refused(store.record_answer(asking, students[0], Answer::A, AnswerSource::Card, None, at(1)), "without names");
    store.set_counts(asking, [1, 0, 0, 0]).expect("counted");
    store.set_counts(asking, [0, 2, 0, 1]).expect("counted");
    let record = store.asking(asking).expect("the asking");
    assert_eq!((record.counts, record.answers.as_slice()), (Some([0, 2, 0, 1]), [].as_slice()));
    let tally = Tally::of(&store.students(class).expect("students"), &record);
    assert_eq!((tally.counts, tally.answered, tally.right, tally.missing), ([0, 2, 0, 1], 3, Some(2), vec![]));
    assert_eq!(store.results(None).expect("results"), []);
    let named = store.open_asking(class, &question("q", ""), at(5)).expect("an asking");
    refused(store.set_counts(named, [1, 0, 0, 0]), "with names");
}

#[test]
fn a_term_of_a_class_is_what_was_asked_in_it() {
    let mut school = school(2);
    for day in 0..4 {
        let asking = school.ask(&format!("day {day}"), day * 86_400);
        school.answer(asking, day as usize % 2, Answer::B, AnswerSource::Card);
    }
    let term = school.store.askings_between(school.class, at(86_400), at(3 * 86_400)).expect("a term");
    let term: Vec<_> = term.iter().map(|a| (a.question.text.as_str(), a.answers[0].student)).collect();
    assert_eq!(term, [("day 1", school.students[1]), ("day 2", school.students[0])]);
}

/// A question with everything in it.
fn full() -> Question {
    let picture = |bytes: &[u8]| Picture { id: PictureId::of(bytes), description: "a pie".to_owned() };
    Question {
        name: "F1".to_owned(),
        text: "How much is $\\frac12$?".to_owned(),
        picture: Some(picture(b"stem")),
        form: Form::TrueFalse,
        options: vec![
            Choice { text: "Wahr".to_owned(), picture: Some(picture(b"option")), misconception: None },
            Choice { text: "Falsch".to_owned(), picture: None, misconception: Some("counts pieces".to_owned()) },
        ],
        key: Key::of([Answer::A]),
        skills: ["5.NF.2", "5.NF.1"].map(|c| SkillCode::parse(c).expect("a code")).to_vec(),
        notes: "slowly".to_owned(),
        source: "own".to_owned(),
    }
}

/// The pictures of [`full`].
fn album() -> BTreeMap<PictureId, Vec<u8>> {
    [b"stem".to_vec(), b"option".to_vec()].map(|bytes| (PictureId::of(&bytes), bytes)).into()
}

/// Keeps a set with its pictures.
fn keep_set(store: &mut Store, set: &QuestionSet) -> SetId {
    let empty = QuestionSet { questions: Vec::new(), ..set.clone() };
    let id = store.add_set(&empty).expect("kept");
    store.change_set(id, &empty, set, &album()).expect("filled");
    id
}

#[test]
fn sets_keep_their_questions_with_everything_in_them() {
    let School { mut store, class, .. } = school(1);
    let full = full();
    let set = QuestionSet {
        name: "Fractions".to_owned(),
        folder: Folder::parse("Maths/5"),
        questions: vec![full.clone(), question("Plain", ""), full.clone()],
        archived: false,
    };
    let id = keep_set(&mut store, &set);
    assert_eq!(store.set(id).expect("read"), Some(set.clone()));
    refused(store.add_set(&set), "Fractions in this folder");
    let missing = Question { picture: Some(Picture { id: PictureId::of(b"never seen"), description: String::new() }), ..question("m", "") };
    refused(store.add_set(&QuestionSet { name: "M".to_owned(), questions: vec![missing], ..QuestionSet::default() }), "picture");

    let copy = store.duplicate_set(id).expect("a copy");
    let second = store.duplicate_set(id).expect("a copy");
    let names: Vec<String> = store.sets("").expect("sets").into_iter().map(|s| s.name).collect();
    assert_eq!(names, ["Fractions", "Fractions copy", "Fractions copy 2"]);
    let found = |store: &Store, words: &str| store.sets(words).expect("sets").len();
    assert_eq!([found(&store, "wahr 5.nf.2"), found(&store, "maths"), found(&store, "maths soup")], [3, 3, 0]);

    // What was asked stays as it was, whatever becomes of the set.
    let asking = store.open_asking(class, &full, at(0)).expect("an asking");
    let new = QuestionSet { questions: vec![question("New", "")], archived: true, ..set.clone() };
    store.change_set(id, &set, &new, &BTreeMap::new()).expect("changed");
    refused(store.change_set(id, &set, &new, &BTreeMap::new()), "another program");
    for gone in [copy, second] {
        store.delete_set(gone).expect("deleted");
    }
    assert_eq!(store.asking(asking).expect("the asking").question, full);
    assert_eq!(store.picture(PictureId::of(b"stem")).expect("read"), Some(b"stem".to_vec()));
    assert!(store.sets("").expect("sets")[0].archived);
}

#[test]
fn pictures_go_with_the_last_question_that_shows_them() {
    let School { mut store, .. } = school(0);
    let set = QuestionSet { name: "x".to_owned(), questions: vec![full()], ..QuestionSet::default() };
    let id = keep_set(&mut store, &set);
    let empty = QuestionSet { questions: Vec::new(), ..set.clone() };
    store.change_set(id, &set, &empty, &BTreeMap::new()).expect("changed");
    assert_eq!(store.picture(PictureId::of(b"option")).expect("read"), None);

    // Taken back, it needs its pictures again.
    refused(store.change_set(id, &empty, &set, &BTreeMap::new()), "picture");
    store.change_set(id, &empty, &set, &album()).expect("changed");
    assert_eq!(store.set(id).expect("read"), Some(set));
    store.delete_set(id).expect("deleted");
    assert_eq!(store.picture(PictureId::of(b"option")).expect("read"), None);
}

#[test]
fn a_curriculum_keeps_units_lessons_and_skills_in_order() {
    let School { mut store, .. } = school(0);
    let code = |c: &str| SkillCode::parse(c).expect("a code");
    let lesson = |name: &str, skills: &[&str]| UnitLesson { name: name.to_owned(), skills: skills.iter().map(|c| code(c)).collect() };
    let unit = Unit { name: "Fractions".to_owned(), days: Some(20), lessons: vec![lesson("b", &["2", "1"]), lesson("a", &[])] };
    let mut curriculum = Curriculum { name: "Grade 5".to_owned(), units: vec![unit, Unit::default()] };
    store.keep_curriculum(&curriculum, &[]).expect("kept");
    curriculum.units.swap(0, 1);
    store.keep_curriculum(&curriculum, &[]).expect("replaced");
    assert_eq!(store.curricula().expect("read"), [curriculum.clone()]);
    let skill = |name: &str| Skill { code: code("1"), name: name.to_owned() };
    store.keep_curriculum(&curriculum, &[skill("Halves")]).expect("named");
    store.keep_curriculum(&curriculum, &[skill("")]).expect("known already");
    assert_eq!(store.skills().expect("read"), [skill("Halves")]);
    store.delete_curriculum("Grade 5").expect("deleted");
    assert_eq!(store.curricula().expect("read"), []);
}

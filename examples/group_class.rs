//! Groups one class by what it answered: `cargo run --example group_class`.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use quarterturn::cards::{Answer, CardNumber};
use quarterturn::classroom::{AnswerSource, AskingId, AskingRecord, Key, Question, Student, StudentAnswer, StudentId};
use quarterturn::groups::suggest;

fn main() {
    let names = ["Ada", "Ben", "Jun", "Rosa", "Sami"];
    let student = |(i, name): (i64, &&str)| Student::new(StudentId(i), *name, CardNumber(i as u16));
    let students: Vec<Student> = (1..).zip(&names).map(student).collect();
    let at = Timestamp::UNIX_EPOCH;
    let asking = |(i, text, key, letters): (i64, &str, Answer, &str)| {
        let answers = students.iter().zip(letters.chars().filter_map(Answer::from_letter));
        let question = Question { text: text.to_owned(), key: Key::of([key]), ..Question::default() };
        AskingRecord {
            closed_at: Some(at),
            answers: answers.map(|(s, answer)| StudentAnswer { student: s.id, answer, source: AnswerSource::Card, at }).collect(),
            ..AskingRecord::new(AskingId(i), question, at)
        }
    };
    let askings =
        [(1, "1/2 + 1/3?", Answer::C, "CAACB"), (2, "2/3 is as much as?", Answer::A, "AAAAD"), (3, "Half of 7?", Answer::B, "BBBBC")];
    for group in suggest(&students, &askings.map(asking), &TimeZone::UTC) {
        println!("{}: {}", group.title, group.reason);
        for member in &group.students {
            println!("  {}: {}", names[member.student.0 as usize - 1], member.reason);
        }
    }
}

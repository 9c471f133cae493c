//! The sample class, and what a make-believe class holds up.

use super::lesson::Draft;
use crate::cards::{Answer, CardNumber};
use crate::classroom::roster::Row;
use crate::classroom::{Key, Student};

/// The sample class's name.
pub const CLASS: &str = "5b";

const NAMES: [&str; 28] = [
    "Ada", "Amir", "Ana", "Ben", "Chiara", "Dilan", "Elif", "Emil", "Finn", "Grace", "Hana", "Ida", "Jonas", "Jun", "Kofi", "Lea", "Leo",
    "Li", "Lina", "Malik", "Mateo", "Mina", "Noah", "Nour", "Olena", "Paul", "Rosa", "Sami",
];

/// Its students.
pub fn rows() -> Vec<Row> {
    NAMES.iter().enumerate().map(|(i, name)| Row::new(i + 1, *name, None)).collect()
}

/// Its first question.
pub fn draft() -> Draft {
    Draft {
        text: "How much is 1/2 + 1/3?".to_owned(),
        options: ["2/5", "4/5", "5/6", "1/6"].map(str::to_owned),
        right: [false, false, true, false],
    }
}

/// What each student of a make-believe class holds up: about half are right, most others fall for the same wrong option. `seed` tells
/// questions apart; the same question is answered a little better the second time.
pub fn answers<'a>(
    students: impl Iterator<Item = &'a Student>,
    key: Key,
    options: usize,
    seed: u64,
    again: bool,
) -> Vec<(CardNumber, Answer)> {
    let options = if options == 0 { 4 } else { options };
    let possible = &Answer::ALL[..options];
    let right: Vec<Answer> = key.answers().collect();
    let wrong: Vec<Answer> = possible.iter().copied().filter(|a| !key.contains(*a)).collect();
    let (right, wrong) = (if right.is_empty() { possible } else { &right[..] }, if wrong.is_empty() { possible } else { &wrong[..] });
    let threshold = if again { 78 } else { 52 };
    students
        .map(|student| {
            // Ability belongs to the student, luck to the question.
            let (ability, luck) = (mix(u64::from(student.card.0)), mix(seed ^ u64::from(student.card.0) << 32));
            let answer = if (ability % 60 + luck % 40) < threshold {
                right[(luck / 64) as usize % right.len()]
            } else if luck % 10 < 7 {
                wrong[0]
            } else {
                wrong[(luck / 64) as usize % wrong.len()]
            };
            (student.card, answer)
        })
        .collect()
}

/// Spreads a number over all 64 bits (the finisher of splitmix64).
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

//! The columns of a table of questions, and the words that head them.

use crate::cards::Answer;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// What the teacher calls the question.
    Name,
    /// Choice, or true/false.
    Kind,
    /// What is asked.
    Text,
    /// The question's picture.
    Picture,
    /// What an option says.
    Option(Answer),
    /// What an option shows.
    OptionPicture(Answer),
    /// The letters of the right options.
    Right,
    /// What somebody may believe who chooses an option.
    Misconception(Answer),
    /// Codes of skills.
    Skills,
    /// For the teacher.
    Notes,
    /// Where the question is from.
    Source,
}

/// Other words for a column, lower case: English, German, French, Spanish, Italian, Dutch, Polish.
const WORDS: [(Column, &[&str]); 8] = [
    (Column::Text, &["question", "question text", "text", "stem", "frage", "fragetext", "pregunta", "domanda", "vraag", "pytanie"]),
    (
        Column::Right,
        &[
            "right",
            "correct",
            "correct answer",
            "correct answer(s)",
            "right answer",
            "answer",
            "key",
            "richtig",
            "lösung",
            "richtige antwort",
            "juste",
            "bonne réponse",
            "réponse",
            "correcta",
            "respuesta",
            "corretta",
            "risposta",
            "goed",
            "antwoord",
            "odpowiedź",
        ],
    ),
    (Column::Name, &["name", "title", "titel", "titre", "título", "titolo", "tytuł"]),
    (Column::Kind, &["kind", "type", "art", "typ"]),
    (Column::Picture, &["picture", "image", "bild", "imagen", "immagine", "afbeelding"]),
    (Column::Skills, &["skills", "skill", "tags", "standard", "standards", "kompetenz", "kompetenzen", "compétence", "compétences"]),
    (Column::Notes, &["notes", "note", "notizen", "notiz", "notas", "feedback"]),
    (Column::Source, &["source", "quelle", "fuente", "fonte", "bron", "źródło"]),
];

/// Words before the letter of an option.
const OPTION_WORDS: [&str; 9] = ["", "option", "answer", "choice", "antwort", "réponse", "opción", "risposta", "antwoord"];
const PICTURE_WORDS: [&str; 3] = ["picture", "image", "bild"];
const MISCONCEPTION_WORDS: [&str; 4] = ["misconception", "feedback", "fehlvorstellung", "why wrong"];

impl Column {
    /// All columns in the order in which they are written.
    pub fn all() -> impl Iterator<Item = Self> {
        let each = |column: fn(Answer) -> Self| Answer::ALL.into_iter().map(column);
        let before = [Self::Name, Self::Kind, Self::Text, Self::Picture].into_iter();
        let options = each(Self::Option).chain(each(Self::OptionPicture)).chain([Self::Right]);
        before.chain(options).chain(each(Self::Misconception)).chain([Self::Skills, Self::Notes, Self::Source])
    }

    /// The column that a word heads. What follows ` - ` explains it.
    pub fn of(word: &str) -> Option<Self> {
        let word = word.split(" - ").next().unwrap_or_default().trim().to_lowercase().replace('_', " ");
        if let Some(answer) = numbered(&word) {
            return Some(Self::Option(answer));
        }
        if let Some((column, _)) = WORDS.iter().find(|(_, words)| words.contains(&word.as_str())) {
            return Some(*column);
        }
        let mut letters = word.chars().rev();
        let answer = Answer::from_letter(letters.next()?)?;
        let before = word[..word.len() - 1].trim_end();
        // The letter is a word of its own: “media” ends with one, too.
        if before.len() == word.len() - 1 && !before.is_empty() {
            return None;
        }
        if OPTION_WORDS.contains(&before) {
            Some(Self::Option(answer))
        } else if PICTURE_WORDS.contains(&before) {
            Some(Self::OptionPicture(answer))
        } else {
            MISCONCEPTION_WORDS.contains(&before).then_some(Self::Misconception(answer))
        }
    }
}

/// Whether a word heads an option by its number and not by its letter, as quiz programs do.
pub fn is_numbered(word: &str) -> bool {
    numbered(&word.split(" - ").next().unwrap_or_default().trim().to_lowercase()).is_some()
}

fn numbered(word: &str) -> Option<Answer> {
    let number = word.chars().last().and_then(|c| c.to_digit(10)).filter(|n| (1..=4).contains(n))?;
    let before = word[..word.len() - 1].trim_end();
    (!before.is_empty() && OPTION_WORDS.contains(&before)).then(|| Answer::ALL[number as usize - 1])
}

impl std::fmt::Display for Column {
    /// The word that heads it where we write it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name => f.write_str("name"),
            Self::Kind => f.write_str("kind"),
            Self::Text => f.write_str("question"),
            Self::Picture => f.write_str("picture"),
            Self::Option(answer) => write!(f, "{answer}"),
            Self::OptionPicture(answer) => write!(f, "picture {answer}"),
            Self::Right => f.write_str("right"),
            Self::Misconception(answer) => write!(f, "misconception {answer}"),
            Self::Skills => f.write_str("skills"),
            Self::Notes => f.write_str("notes"),
            Self::Source => f.write_str("source"),
        }
    }
}

//! What the screen of questions may ask for.

use crate::cards::Answer;
use crate::classroom::SetId;
use crate::exchange::questions::SetFormat;

/// Every change that the screen can ask for. Questions are told by their place in the set that is shown, from 0.
#[derive(Clone, Debug, PartialEq)]
pub enum QuestionsCommand {
    /// Only sets with these words in them.
    Search(String),
    /// Show or hide the sets that were put away.
    ToggleArchived,
    /// Show a set.
    Open(SetId),
    /// Bring our own sets in.
    Starters,

    /// Show the form for a new set.
    NewSet,
    /// Show the form for another name or folder of the set.
    PlaceSet,
    /// Make a copy of the set.
    CopySet,
    /// Put the set away, or take it out again.
    SetArchived(bool),
    /// Delete the set.
    DeleteSet,

    /// Choose a file with questions.
    ChooseFile,
    /// Choose a picture for the question that is typed, or for one of its options.
    ChoosePicture(Option<Answer>),
    /// Save the set to a file.
    SaveSet(SetFormat),

    /// Show the form for a new question.
    NewQuestion,
    /// Show the form with this question.
    EditQuestion(usize),
    /// The keys are about this question from now on.
    Select(usize),
    /// Move the first question to the place of the second.
    Move(usize, usize),
    /// Put a copy of this question after it.
    CopyQuestion(usize),
    /// Take this question out of the set.
    DeleteQuestion(usize),

    /// Start a lesson with the set that is shown.
    Teach,
    /// The lesson takes its questions from this set.
    Use(SetId),
    /// Show or hide the form for a quiz on paper.
    ToggleQuiz,
    /// The lesson takes in the quiz on paper that was typed.
    TakeQuiz,
    /// Ask this question of the lesson's set next.
    Next(usize),
    /// Write a question in between, or go back to the set.
    WriteOwn(bool),

    /// Keep what was typed.
    TakeForm,
    /// Forget what was typed.
    CancelForm,
    /// Go on with what was typed and left.
    BackToForm,
}

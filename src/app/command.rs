//! What a view may ask for. Views only send; [`apply`](super::apply) does it after the frame.

use std::path::PathBuf;

use super::classes::ClassFact;
use super::exports::Export;
use super::questions::QuestionsCommand;
use super::state::{Dialog, PrintChoice};
use super::students::StudentChange;
use super::theme::Look;
use crate::cameras::WebcamInfo;
use crate::cards::{Answer, CardNumber};
use crate::classroom::{ClassId, StudentId};

/// The screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// Classes and printing.
    #[default]
    Classes,
    /// Sets of questions.
    Questions,
    /// A lesson.
    Teach,
    /// Whom to sit down with.
    Groups,
    /// Colours, the size of text, backups.
    Settings,
}

/// Where pictures come from.
#[derive(Clone, Debug, PartialEq)]
pub enum CameraChoice {
    /// The make-believe room.
    Room,
    /// A webcam.
    Webcam(WebcamInfo),
    /// Opened photographs.
    Photos(Vec<PathBuf>),
    /// None: answers by hand.
    Nothing,
}

impl CameraChoice {
    /// What a teacher calls it.
    pub fn name(&self) -> &str {
        match self {
            Self::Room => "Simulated room",
            Self::Webcam(info) => &info.name,
            Self::Photos(_) => "Photographs",
            Self::Nothing => "No camera",
        }
    }
}

/// Every change a view can ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Open a screen.
    Go(Screen),
    /// Colours.
    SetLook(Look),
    /// One step larger or smaller, or back to 100 %.
    TextSize(std::cmp::Ordering),
    /// Take back the last change.
    Undo,
    /// Make the change of a set again that was taken back last.
    Redo,

    /// Something about sets and questions.
    Questions(QuestionsCommand),
    /// Make a backup now.
    BackUp,
    /// Go on with this backup.
    Restore(PathBuf),
    /// Try once more to open a file that could not be used.
    OpenAgain,

    /// Show another class.
    OpenClass(ClassId),
    /// Show the form for a new class.
    NewClass,
    /// Back to the class that is there.
    CancelForm,
    /// Show the form for more names.
    PasteNames,
    /// Make the class, or bring the form's list in.
    TakeForm,
    /// Paste instead of the file that was read.
    PasteInstead,
    /// Make the sample class.
    SampleClass,
    /// Choose a file with names.
    ChooseRoster,
    /// Change the class's name.
    RenameClass(String),
    /// Open the page about the class.
    AboutClass,
    /// Keep this of the class.
    ChangeClass(ClassFact),
    /// Put the class away.
    PutClassAway,
    /// Take a class out again that was put away.
    TakeClassOut(ClassId),
    /// Change a name.
    RenameStudent(StudentId, String),
    /// Change a card.
    SetCard(StudentId, CardNumber),
    /// Left the class, or is back.
    SetActive(StudentId, bool),
    /// Print like this.
    SetPrint(PrintChoice),
    /// Save this file.
    Save(Export),
    /// Show the form for saving results.
    ChooseResults,
    /// Open the page about a student.
    OpenProfile(StudentId),
    /// Close it.
    CloseProfile,
    /// Change something about a student.
    Student(StudentChange),
    /// Ask the teacher first.
    Ask(Dialog),
    /// The safe answer to it.
    CloseDialog,
    /// Use the place that was typed instead of a file dialog.
    TakePlace,
    /// Close the form for it.
    CancelPlace,

    /// Begin or go on.
    StartLesson,
    /// Leave; everything is kept.
    LeaveLesson,
    /// Take pictures from there.
    ChooseCamera(CameraChoice),
    /// Choose photographs.
    ChoosePhotos,
    /// Look for webcams again.
    LookForWebcams,
    /// Open the same camera again.
    TryAgain,
    /// Ask the question of the form.
    StartReading,
    /// No more answers.
    CloseQuestion,
    /// Answers again.
    Reopen,
    /// The next of chart, right answer.
    NextStep,
    /// The same question once more.
    AskAgain,
    /// An empty form.
    NextQuestion,
    /// Keep names with the answers to the next question, or only how many chose what.
    ToggleNames,
    /// Show or hide answers.
    ToggleAnswers,
    /// Show or hide who chose what.
    ToggleWho,
    /// Show or hide the list for answers by hand.
    ToggleHand,
    /// An answer by hand.
    ByHand(StudentId, Answer),
    /// There was no answer after all.
    Strike(StudentId),
    /// Keep the answers that the file did not take.
    KeepAgain,
    /// Not there today, or there after all.
    SetAbsent(StudentId, bool),

    /// Fold or unfold names and reasons.
    ToggleReasons,
    /// Show why this student is in this group.
    SelectMember(Option<(usize, StudentId)>),
}

/// Commands of one frame, in order.
#[derive(Debug, Default)]
pub struct Commands(Vec<Command>);

impl Commands {
    /// Asks for a change.
    pub fn send(&mut self, command: Command) {
        self.0.push(command);
    }

    /// Takes all.
    pub fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.0)
    }
}

//! Keys of the screen of questions.

use eframe::egui::{Context, Key, Modifiers};

use super::model::not_yet;
use crate::app::command::Command;
use crate::app::command::Commands;
use crate::app::questions::{LibraryForm, QuestionsCommand};
use crate::app::state::State;

/// Keys that work while something is typed.
pub fn form_keys(ctx: &Context, state: &State, send: &mut Commands) {
    if state.library.form.is_some()
        && ctx.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter))
        && let Some(command) = primary(state)
    {
        send.send(command);
    }
}

/// Keys about the question that is selected.
pub fn keys(ctx: &Context, state: &State, send: &mut Commands) {
    let pressed = |modifiers: Modifiers, key: Key| ctx.input_mut(|i| i.consume_key(modifiers, key));
    let library = &state.library;
    if library.form.is_some() {
        if pressed(Modifiers::NONE, Key::Escape) {
            send.send(Command::Questions(QuestionsCommand::CancelForm));
        }
        return;
    }
    let Some(count) = library.open.as_ref().map(|o| o.set.questions.len()).filter(|n| *n > 0) else { return };
    let mut ask = |command: QuestionsCommand| send.send(Command::Questions(command));
    let at = library.at;
    // The longer shortcut first: the shorter one would take it, too.
    if pressed(Modifiers::ALT, Key::ArrowUp)
        && let Some(at) = at.filter(|at| *at > 0)
    {
        ask(QuestionsCommand::Move(at, at - 1));
    }
    if pressed(Modifiers::ALT, Key::ArrowDown)
        && let Some(at) = at.filter(|at| at + 1 < count)
    {
        ask(QuestionsCommand::Move(at, at + 1));
    }
    if ctx.memory(|m| m.focused().is_some()) {
        return;
    }
    if pressed(Modifiers::NONE, Key::ArrowUp) {
        ask(QuestionsCommand::Select(at.map_or(count - 1, |at| at.saturating_sub(1))));
    }
    if pressed(Modifiers::NONE, Key::ArrowDown) {
        ask(QuestionsCommand::Select(at.map_or(0, |at| (at + 1).min(count - 1))));
    }
    let Some(at) = at else { return };
    if pressed(Modifiers::NONE, Key::Enter) {
        ask(QuestionsCommand::EditQuestion(at));
    }
    if pressed(Modifiers::COMMAND, Key::D) {
        ask(QuestionsCommand::CopyQuestion(at));
    }
    if pressed(Modifiers::NONE, Key::Delete) {
        ask(QuestionsCommand::DeleteQuestion(at));
    }
}

/// What the space bar does here.
pub fn primary(state: &State) -> Option<Command> {
    let library = &state.library;
    let command = match &library.form {
        Some(LibraryForm::Set(form)) => {
            form.place(library.sets.as_deref().unwrap_or_default()).ok()?;
            QuestionsCommand::TakeForm
        }
        Some(LibraryForm::Question(form)) => {
            form.question().ok()?;
            QuestionsCommand::TakeForm
        }
        Some(LibraryForm::Import(form)) => {
            form.place().ok()?;
            QuestionsCommand::TakeForm
        }
        None => {
            if not_yet(state).is_some() {
                return None;
            }
            QuestionsCommand::Teach
        }
    };
    Some(Command::Questions(command))
}

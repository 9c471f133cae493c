//! Keys, the same as in the buttons. Single letters rest while a text field has the keyboard.

use std::cmp::Ordering;

use eframe::egui::{Context, Key, Modifiers};

use super::{classes, questions, teach};
use crate::app::command::{Command, Commands, Screen};
use crate::app::lesson::Phase;
use crate::app::state::State;

/// Turns pressed keys into commands.
pub fn keys(ctx: &Context, state: &State, send: &mut Commands) {
    let pressed = |modifiers: Modifiers, key: Key| ctx.input_mut(|i| i.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::Plus) || pressed(Modifiers::COMMAND, Key::Equals) {
        send.send(Command::TextSize(Ordering::Greater));
    }
    if pressed(Modifiers::COMMAND, Key::Minus) {
        send.send(Command::TextSize(Ordering::Less));
    }
    if pressed(Modifiers::COMMAND, Key::Num0) {
        send.send(Command::TextSize(Ordering::Equal));
    }
    if state.screen == Screen::Questions {
        questions::form_keys(ctx, state, send);
    }
    if ctx.text_edit_focused() || state.place.is_some() || state.dialog.is_some() {
        return;
    }
    // First, for egui takes it for Ctrl Z with a key too many.
    let again = pressed(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z) || pressed(Modifiers::COMMAND, Key::Y);
    if again && !state.redo.is_empty() {
        send.send(Command::Redo);
    }
    if pressed(Modifiers::COMMAND, Key::Z) && !state.undo.is_empty() {
        send.send(Command::Undo);
    }
    // A button that was reached by Tab takes the space bar itself.
    let on_button = ctx.memory(|m| m.focused().is_some());
    let primary = !on_button && pressed(Modifiers::NONE, Key::Space) || pressed(Modifiers::NONE, Key::PageDown);
    match state.screen {
        Screen::Classes => {
            if primary && let Some(command) = classes::primary(state) {
                send.send(command);
            }
            if state.forms.names.is_some() && pressed(Modifiers::NONE, Key::Escape) {
                send.send(Command::CancelForm);
            }
            if (state.forms.results.is_some() || state.forms.about.is_some()) && pressed(Modifiers::NONE, Key::Escape) {
                send.send(Command::CancelForm);
            }
            if state.forms.profile.is_some() && pressed(Modifiers::NONE, Key::Escape) {
                send.send(Command::CloseProfile);
            }
        }
        Screen::Questions => {
            if primary && let Some(command) = questions::primary(state) {
                send.send(command);
            }
            questions::keys(ctx, state, send);
        }
        Screen::Teach => {
            if primary && let Some(command) = teach::primary(state) {
                send.send(command);
            }
            teach_keys(ctx, state, send);
        }
        Screen::Settings => {}
        Screen::Groups => {
            if pressed(Modifiers::NONE, Key::H) {
                send.send(Command::ToggleReasons);
            }
        }
    }
}

fn teach_keys(ctx: &Context, state: &State, send: &mut Commands) {
    let Some(lesson) = &state.lesson else { return };
    let pressed = |key: Key| ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    match lesson.phase {
        Phase::Asking => {
            if pressed(Key::H) {
                send.send(Command::ToggleAnswers);
            }
            if pressed(Key::E) || lesson.hand && pressed(Key::Escape) {
                send.send(Command::ToggleHand);
            }
            if lesson.seen.lost.is_some() && pressed(Key::Enter) {
                send.send(Command::TryAgain);
            }
        }
        Phase::Closed(_) => {
            if pressed(Key::N) || lesson.who && pressed(Key::Escape) {
                send.send(Command::ToggleWho);
            }
            if pressed(Key::A) {
                send.send(Command::AskAgain);
            }
            if pressed(Key::R) {
                send.send(Command::Reopen);
            }
            if pressed(Key::ArrowRight) {
                send.send(Command::NextQuestion);
            }
        }
        Phase::Preparing | Phase::Opening => {}
    }
}

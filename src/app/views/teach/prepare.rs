//! The next question: one of a set, or written now.

use eframe::egui::{Popup, ScrollArea, Ui};

use super::super::picture::picture_ui;
use super::model::TeachModel;
use crate::app::command::{Command, Commands};
use crate::app::lesson::Lesson;
use crate::app::questions::{Library, QuestionsCommand, SetRun, quiz_keys};
use crate::app::state::State;
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, badge, chip, ends, field, line, marked, paragraph};
use crate::cards::Answer;
use crate::classroom::Question;
use crate::classroom::markup::plain;

/// Longest side of the question's picture, and of an option's.
const PICTURE: f32 = 220.0;
const OPTION_PICTURE: f32 = 96.0;

/// Draws it.
pub fn prepare_ui(ui: &mut Ui, state: &State, lesson: &mut Lesson, model: &TeachModel, send: &mut Commands) {
    let t = Tokens::of(ui);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::S8;
        // Room for the focus ring beside the fields.
        ui.set_max_width(ui.available_width() - 4.0);
        let caption = match &lesson.run {
            Some(run) if !run.own => format!("{} · {} of {} in {}", model.caption, run.at + 1, run.set.questions.len(), run.set.name),
            _ => model.caption.clone(),
        };
        paragraph(ui, &caption, Weight::Medium, theme::CAPTION, t.c.soft);
        match lesson.run.as_ref().and_then(|run| Some((run, run.question()?))) {
            Some((run, question)) => of_set_ui(ui, &state.library, run, question, send),
            None => match &mut lesson.quiz {
                Some(keys) => quiz_ui(ui, keys, send),
                None => {
                    written_ui(ui, lesson);
                    sets_ui(ui, state, lesson, send);
                }
            },
        }
        if lesson.quiz.is_none() {
            ui.add_space(theme::S4);
            if chip(ui, lesson.nameless, true, "Without names", "Ask without names").clicked() {
                send.send(Command::ToggleNames);
            }
            if lesson.nameless {
                let words = "Only how many chose what is kept, and nothing of any student.";
                paragraph(ui, words, Weight::Regular, theme::CAPTION, t.c.soft);
            }
        }
        let hint = format!("{} students are expected to answer.", model.expected);
        paragraph(ui, &hint, Weight::Regular, theme::CAPTION, t.c.soft);
    });
}

/// A question of the set. What is right waits for its step, here too.
fn of_set_ui(ui: &mut Ui, library: &Library, run: &SetRun, question: &Question, send: &mut Commands) {
    let t = Tokens::of(ui);
    if run.numbered {
        return numbered_ui(ui, run);
    }
    marked(ui, &title(question, run.at), Weight::SemiBold, theme::QUESTION, t.c.ink);
    if let Some(picture) = &question.picture {
        picture_ui(ui, library, picture, PICTURE);
    }
    ui.add_space(theme::S4);
    for (answer, choice) in question.lettered() {
        ui.horizontal_top(|ui| {
            ui.add_space(theme::S4);
            badge(ui, answer, 14.0);
            ui.add_space(theme::S4);
            ui.vertical(|ui| {
                ui.add_space(t.px(3.0));
                if !choice.text.is_empty() {
                    marked(ui, &choice.text, Weight::Medium, theme::PRIMARY, t.c.ink);
                }
                if let Some(picture) = &choice.picture {
                    picture_ui(ui, library, picture, OPTION_PICTURE);
                }
            });
        });
        ui.add_space(theme::S4);
    }
    ui.add_space(theme::S8);
    ui.horizontal_wrapped(|ui| {
        let menu = Button::plain("Another question").trailing(icons::CARET_DOWN).show(ui);
        Popup::menu(&menu).show(|ui| others_ui(ui, run, send));
        if Button::quiet("Write one instead").icon(icons::PENCIL_SIMPLE).show(ui).clicked() {
            send.send(Command::Questions(QuestionsCommand::WriteOwn(true)));
        }
    });
}

/// A number of a quiz on paper.
fn numbered_ui(ui: &mut Ui, run: &SetRun) {
    let t = Tokens::of(ui);
    paragraph(ui, &format!("Number {}", run.at + 1), Weight::SemiBold, theme::QUESTION, t.c.ink);
    let words = "The students hold up what they have on their sheet for this number.";
    paragraph(ui, words, Weight::Regular, theme::BODY, t.c.soft);
}

/// What is right in a quiz on paper, number by number.
fn quiz_ui(ui: &mut Ui, keys: &mut String, send: &mut Commands) {
    let t = Tokens::of(ui);
    paragraph(ui, "Quiz on paper", Weight::SemiBold, theme::QUESTION, t.c.ink);
    paragraph(ui, "What is right, number by number", Weight::Medium, theme::CAPTION, t.c.soft);
    field(ui, "What is right, number by number", keys, "For example C A BD -", 2);
    let read = quiz_keys(keys);
    let words = match &read {
        Ok(keys) if keys.len() == 1 => "1 question".to_owned(),
        Ok(keys) => format!("{} questions", keys.len()),
        Err(_) if keys.trim().is_empty() => {
            "A letter for each number; several where several are right, a hyphen where nothing is.".to_owned()
        }
        Err(why) => why.clone(),
    };
    paragraph(ui, &words, Weight::Regular, theme::CAPTION, t.c.soft);
    ui.horizontal_wrapped(|ui| {
        if Button::plain("Take in the quiz").icon(icons::CHECK).unless(read.as_ref().err().map(String::as_str)).show(ui).clicked() {
            send.send(Command::Questions(QuestionsCommand::TakeQuiz));
        }
        if Button::quiet("Cancel").show(ui).clicked() {
            send.send(Command::Questions(QuestionsCommand::ToggleQuiz));
        }
    });
}

/// The questions of the set; those asked in this lesson have a check.
fn others_ui(ui: &mut Ui, run: &SetRun, send: &mut Commands) {
    let width = 420.0;
    ui.set_width(width);
    ui.spacing_mut().item_spacing.y = theme::S4;
    ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
        for (i, question) in run.set.questions.iter().enumerate() {
            let asked = run.asked.contains(&i);
            let glyph = if asked { icons::CHECK } else { icons::QUESTION };
            let label = format!("{}. {}", i + 1, plain(&title(question, i)).replace('\n', " "));
            let done = if asked { ", asked already" } else { "" };
            let name = format!("Ask question {}{done}", i + 1);
            if Button::quiet(&label).icon(glyph).name(&name).left().width(width).show(ui).clicked() {
                send.send(Command::Questions(QuestionsCommand::Next(i)));
            }
        }
    });
}

fn title(question: &Question, at: usize) -> String {
    crate::classroom::title(question, at + 1)
}

/// Writing a question.
fn written_ui(ui: &mut Ui, lesson: &mut Lesson) {
    let t = Tokens::of(ui);
    paragraph(ui, "What do you ask?", Weight::SemiBold, theme::QUESTION, t.c.ink);
    field(ui, "Question", &mut lesson.draft.text, "Or leave it empty: it stands on the board", 2);
    ui.add_space(theme::S12);
    line(ui, "Options", Weight::SemiBold, theme::BODY, t.c.ink);
    for answer in Answer::ALL {
        let i = answer.index();
        ui.horizontal(|ui| {
            ui.add_space(theme::S4);
            badge(ui, answer, 15.0);
            ui.add_space(theme::S4);
            let (text, right) = (&mut lesson.draft.options[i], &mut lesson.draft.right[i]);
            ends(
                ui,
                t.tall(theme::TARGET),
                |ui| field(ui, &format!("Option {answer}"), text, "", 1),
                |ui| {
                    if chip(ui, *right, true, "Right", &format!("{answer} is right")).clicked() {
                        *right = !*right;
                    }
                },
            );
        });
    }
    ui.add_space(theme::S4);
    let hint = "Two to four options, or none where they stand on the board. Mark what is right; nobody sees it before you show it.";
    paragraph(ui, hint, Weight::Regular, theme::CAPTION, t.c.soft);
}

/// Back to the set of the lesson, or the choice of one.
fn sets_ui(ui: &mut Ui, state: &State, lesson: &Lesson, send: &mut Commands) {
    let t = Tokens::of(ui);
    if let Some(run) = &lesson.run {
        if run.is_over() {
            let words = format!("All {} questions of {} were asked.", run.set.questions.len(), run.set.name);
            paragraph(ui, &words, Weight::Regular, theme::CAPTION, t.c.soft);
        }
        if !run.set.questions.is_empty() && Button::quiet("Back to the set").icon(icons::CARET_LEFT).show(ui).clicked() {
            send.send(Command::Questions(QuestionsCommand::WriteOwn(false)));
        }
    }
    let mut sets: Vec<_> = state.library.sets.iter().flatten().filter(|s| !s.archived && s.questions > 0).collect();
    // Those that wait for the class come first, the next before the others.
    let queue = state.current().map(|c| c.queue.as_slice()).unwrap_or_default();
    let place = |id| queue.iter().position(|waiting| *waiting == id);
    sets.sort_by_key(|s| place(s.id).unwrap_or(usize::MAX));
    let menu = ui.horizontal_wrapped(|ui| {
        let not_yet = sets.is_empty().then_some("There are no sets yet. You make them under Questions");
        let menu = Button::plain("Use a set").icon(icons::FOLDER).trailing(icons::CARET_DOWN).unless(not_yet).show(ui);
        if Button::quiet("Quiz on paper").icon(icons::NOTE_PENCIL).show(ui).clicked() {
            send.send(Command::Questions(QuestionsCommand::ToggleQuiz));
        }
        menu
    });
    let menu = menu.inner;
    Popup::menu(&menu).show(|ui| {
        let width = 340.0 * t.scale.min(1.4);
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = theme::S4;
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            for set in sets {
                let waits = place(set.id).is_some();
                let button = Button::quiet(&set.name).icon(if waits { icons::FOLDER } else { icons::QUESTION }).left().width(width);
                let name = if waits {
                    format!("Use the set {}, which waits for this class", set.name)
                } else {
                    format!("Use the set {}", set.name)
                };
                if button.name(&name).show(ui).clicked() {
                    send.send(Command::Questions(QuestionsCommand::Use(set.id)));
                }
            }
        });
    });
}

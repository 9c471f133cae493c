//! The forms: name and folder of a set, and a question.

use eframe::egui::{Align, Layout, ScrollArea, Ui, vec2};

use super::super::picture::picture_ui;
use super::model::{folders, skills_of_set};
use crate::app::command::{Command, Commands};
use crate::app::questions::{Library, LibraryForm, OptionForm, QuestionsCommand};
use crate::app::state::State;
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, badge, chip, choice, ends, field, line, paragraph, truncated};
use crate::cards::Answer;
use crate::classroom::Form;

/// Most folders offered by name.
const MOST_FOLDERS: usize = 12;

/// Most skills offered by name.
const MOST_SKILLS: usize = 16;

/// Draws the form for name and folder.
pub fn set_form_ui(ui: &mut Ui, state: &mut State) {
    let t = Tokens::of(ui);
    let known = folders(&state.library);
    let is_new = std::mem::take(&mut state.library.form_is_new);
    let Some(LibraryForm::Set(form)) = &mut state.library.form else { return };
    title_ui(ui, if form.set.is_some() { "Name and folder" } else { "A new set" });
    t.card(theme::S24).show(ui, |ui| {
        ui.set_width(ui.available_width().min(theme::FORM_WIDTH * t.scale.min(1.3)));
        ui.spacing_mut().item_spacing.y = theme::S8;
        paragraph(ui, "Name of the set", Weight::Medium, theme::CAPTION, t.c.soft);
        let name = field(ui, "Name of the set", &mut form.name, "For example Equivalent fractions", 1);
        if is_new {
            name.request_focus();
        }
        ui.add_space(theme::S4);
        paragraph(ui, "Folder", Weight::Medium, theme::CAPTION, t.c.soft);
        field(ui, "Folder", &mut form.folder, "For example Maths/Year 5; empty for none", 1);
        if !known.is_empty() {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(theme::S8, theme::S8);
                for folder in known.iter().take(MOST_FOLDERS) {
                    if choice(ui, form.folder == *folder, folder, &format!("Into the folder {folder}")).clicked() {
                        form.folder = folder.clone();
                    }
                }
            });
        }
    });
}

/// The title of a form, in the place of the set's name.
pub fn title_ui(ui: &mut Ui, title: &str) {
    let t = Tokens::of(ui);
    let row = vec2(ui.available_width(), t.tall(theme::TARGET));
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        truncated(ui, title, Weight::SemiBold, theme::HEADING, t.c.ink);
    });
    ui.add_space(theme::S12);
}

/// Draws the form for a question.
pub fn question_form_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) {
    let t = Tokens::of(ui);
    // Out of the state while it is drawn: its pictures are in there, too.
    let Some(LibraryForm::Question(mut form)) = state.library.form.take() else { return };
    let is_new = std::mem::take(&mut state.library.form_is_new);
    let library = &state.library;
    let title = form.at.map_or_else(|| "A new question".to_owned(), |at| format!("Question {}", at + 1));
    title_ui(ui, &title);
    ScrollArea::vertical().id_salt("question form").auto_shrink(false).show(ui, |ui| {
        t.card(theme::S24).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = theme::S8;
            paragraph(ui, "What do you ask?", Weight::Medium, theme::CAPTION, t.c.soft);
            let text = field(ui, "Question", &mut form.text, "Or leave it empty: it stands on the board", 2);
            if is_new {
                text.request_focus();
            }
            match &mut form.picture {
                Some(picture) => {
                    ui.horizontal(|ui| {
                        picture_ui(ui, library, picture, 160.0);
                        ui.vertical(|ui| {
                            let hint = "For whoever does not see it";
                            paragraph(ui, "What the picture shows", Weight::Medium, theme::CAPTION, t.c.soft);
                            field(ui, "What the picture shows", &mut picture.description, hint, 1);
                        });
                    });
                    if Button::quiet("Take the picture out").icon(icons::X).show(ui).clicked() {
                        form.picture = None;
                    }
                }
                None => {
                    if Button::quiet("Add a picture").icon(icons::IMAGE).show(ui).clicked() {
                        send.send(Command::Questions(QuestionsCommand::ChoosePicture(None)));
                    }
                }
            }
            ui.add_space(theme::S8);
            paragraph(ui, "Two to four options, or none where they stand on the board", Weight::Medium, theme::CAPTION, t.c.soft);
            for answer in Answer::ALL {
                option_ui(ui, library, answer, &mut form.options[answer.index()], send);
            }
            let is_true_false = form.kind() == Form::TrueFalse;
            if form.can_be_true_false() && chip(ui, is_true_false, true, "True or false", "True or false").clicked() {
                form.toggle_true_false();
            }
            if !form.options.iter().any(|o| o.right) {
                let words = "Nothing is marked as right, so it counts as a survey.";
                paragraph(ui, words, Weight::Regular, theme::CAPTION, t.c.soft);
            }
            ui.add_space(theme::S4);
            paragraph(ui, "Skills it asks for, as codes with commas between", Weight::Medium, theme::CAPTION, t.c.soft);
            field(ui, "Skills", &mut form.skills, "For example 5.NF.1", 1);
            let known = skills_of_set(library);
            if !known.is_empty() {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(theme::S8, theme::S8);
                    for (code, label) in known.iter().take(MOST_SKILLS) {
                        if chip(ui, form.has_skill(code), true, label, &format!("Skill {code}")).clicked() {
                            form.toggle_skill(code);
                        }
                    }
                });
            }
            ui.add_space(theme::S4);
            paragraph(ui, "Notes, for you alone", Weight::Medium, theme::CAPTION, t.c.soft);
            field(ui, "Notes", &mut form.notes, "", 2);
            ui.add_space(theme::S4);
            paragraph(ui, "Where it is from", Weight::Medium, theme::CAPTION, t.c.soft);
            field(ui, "Source", &mut form.source, "", 1);
            ui.add_space(theme::S4);
            paragraph(ui, "Name in lists, where the question is too long for one", Weight::Medium, theme::CAPTION, t.c.soft);
            field(ui, "Name in lists", &mut form.name, "", 1);
        });
        ui.add_space(theme::S8);
    });
    state.library.form = Some(LibraryForm::Question(form));
}

fn option_ui(ui: &mut Ui, library: &Library, answer: Answer, option: &mut OptionForm, send: &mut Commands) {
    let t = Tokens::of(ui);
    ui.horizontal(|ui| {
        ui.add_space(theme::S4);
        badge(ui, answer, 15.0);
        ui.add_space(theme::S4);
        let OptionForm { text, right, picture, .. } = &mut *option;
        ends(
            ui,
            t.tall(theme::TARGET),
            |ui| field(ui, &format!("Option {answer}"), text, "", 1),
            |ui| {
                let name = format!("Picture for {answer}");
                if picture.is_none() && Button::quiet("").icon(icons::IMAGE).name(&name).show(ui).clicked() {
                    send.send(Command::Questions(QuestionsCommand::ChoosePicture(Some(answer))));
                }
                if chip(ui, *right, true, "Right", &format!("{answer} is right")).clicked() {
                    *right = !*right;
                }
            },
        );
    });
    let indent = t.px(30.0) + 2.0 * theme::S4 + theme::S12;
    if let Some(picture) = option.picture.clone() {
        ui.horizontal(|ui| {
            ui.add_space(indent);
            picture_ui(ui, library, &picture, 96.0);
            if Button::quiet("Take the picture out").name(&format!("Take the picture of {answer} out")).show(ui).clicked() {
                option.picture = None;
            }
        });
    }
    if !option.right && (!option.text.trim().is_empty() || option.picture.is_some()) {
        ui.horizontal(|ui| {
            ui.add_space(indent);
            line(ui, "May believe", Weight::Regular, theme::CAPTION, t.c.soft);
            let hint = "What somebody thinks who chooses this";
            field(ui, &format!("Misconception of {answer}"), &mut option.misconception, hint, 1);
        });
        ui.add_space(theme::S4);
    }
}

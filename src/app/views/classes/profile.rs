//! The page about a student: what is known, and what can be done. What is changed is kept at once.

use eframe::egui::{Align, Layout, ScrollArea, Ui, vec2};

use super::kept::{kept, label, menu};
use super::list_model::{board_words, support_words};
use super::profile_model::{ProfileModel, notes, one_line, own_supports, words};
use crate::app::command::{Command, Commands};
use crate::app::exports::Export;
use crate::app::news::sentence;
use crate::app::state::{Dialog, ProfileForm, State};
use crate::app::students::{Known, StudentChange};
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, chip, choice, line, paragraph, rule, truncated};
use crate::cards::CardNumber;
use crate::classroom::{BoardName, PairRule, Support};

/// Draws the page in a card that fills the room.
pub fn profile_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) {
    let t = Tokens::of(ui);
    let Some(model) = ProfileModel::of(state) else {
        state.forms.profile = None;
        return;
    };
    let is_saving = state.saving.is_some();
    let Some(form) = &mut state.forms.profile else { return };
    ui.allocate_ui_with_layout(vec2(ui.available_width(), t.tall(theme::TARGET)), Layout::right_to_left(Align::Center), |ui| {
        if Button::quiet("Done").icon(icons::CHECK).key("Esc").show(ui).clicked() {
            send.send(Command::CloseProfile);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            truncated(ui, &model.student.name, Weight::SemiBold, theme::HEADING, t.c.ink);
        });
    });
    ui.add_space(theme::S12);
    let height = ui.available_height();
    t.card(theme::S24).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.set_height(height - 2.0 * theme::S24);
        ScrollArea::vertical().id_salt(model.student.id.0).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(theme::S8, theme::S8);
            // Room for the focus ring and for the bar that scrolls.
            ui.set_max_width((ui.available_width() - theme::S12).min(theme::FORM_WIDTH * t.scale));
            ui.add_space(theme::S4);
            today_ui(ui, &model, send);
            name_ui(ui, &model, form, send);
            known_ui(ui, &model, form, send);
            groups_ui(ui, &model, send);
            notes_ui(ui, &model, form, send);
            rule(ui);
            ui.add_space(theme::S8);
            actions_ui(ui, &model, is_saving, send);
        });
    });
}

fn today_ui(ui: &mut Ui, model: &ProfileModel, send: &mut Commands) {
    let student = &model.student;
    if student.active {
        if chip(ui, model.is_absent, true, "Absent today", &format!("{} is absent today", student.name)).clicked() {
            send.send(Command::SetAbsent(student.id, !model.is_absent));
        }
    } else {
        let t = Tokens::of(ui);
        paragraph(ui, "Left the class. All answers are kept.", Weight::Regular, theme::BODY, t.c.soft);
    }
    ui.add_space(theme::S4);
}

fn name_ui(ui: &mut Ui, model: &ProfileModel, form: &mut ProfileForm, send: &mut Commands) {
    let student = &model.student;
    let who = &student.name;
    beside(ui, 0.72, |ui, is_left| {
        if is_left {
            label(ui, "Name");
            if let Some(text) = kept(ui, &mut form.editing, &format!("Whole name of {who}"), who, "", 1) {
                let name = one_line(&text);
                if !name.is_empty() {
                    send.send(Command::RenameStudent(student.id, name));
                }
            }
        } else {
            label(ui, "Card");
            if let Some(text) = kept(ui, &mut form.editing, &format!("Number of the card of {who}"), &student.card.to_string(), "", 1)
                && let Some(card) = text.trim().parse().ok().filter(|n: &u16| *n > 0)
            {
                send.send(Command::SetCard(student.id, CardNumber(card)));
            }
        }
    });
    label(ui, "On the board");
    ui.horizontal_wrapped(|ui| {
        for form in BoardName::ALL {
            let words = sentence(board_words(form));
            if choice(ui, student.profile.board_name == form, &words, &format!("{words} of {who} on the board")).clicked() {
                keep(model, send, Known::BoardName(form));
            }
        }
        let t = Tokens::of(ui);
        line(ui, &format!("Now “{}”", model.shown), Weight::Regular, theme::CAPTION, t.c.soft);
    });
}

fn known_ui(ui: &mut Ui, model: &ProfileModel, form: &mut ProfileForm, send: &mut Commands) {
    let profile = &model.student.profile;
    let who = &model.student.name;
    beside(ui, 0.5, |ui, is_left| {
        if is_left {
            label(ui, "Home language");
            if let Some(text) = kept(ui, &mut form.editing, &format!("Home language of {who}"), &profile.language, "", 1) {
                keep(model, send, Known::Language(one_line(&text)));
            }
        } else {
            label(ui, "Language level");
            if let Some(text) = kept(ui, &mut form.editing, &format!("Language level of {who}"), &profile.level, "For instance B1", 1) {
                keep(model, send, Known::Level(one_line(&text)));
            }
        }
    });
    label(ui, "What helps");
    ui.horizontal_wrapped(|ui| {
        for support in [Support::ReadAloud, Support::LargePrint, Support::SentenceStems] {
            let words = support_words(&support);
            let on = profile.supports.contains(&support);
            let name = format!("{words} helps {who}");
            if chip(ui, on, true, words, &name).clicked() {
                keep(model, send, Known::Support(support, !on));
            }
        }
    });
    if let Some(text) =
        kept(ui, &mut form.editing, &format!("What else helps {who}"), &model.own_supports, "In your own words, with commas between", 1)
    {
        keep(model, send, Known::OwnSupports(own_supports(&text)));
    }
    label(ui, "Tags");
    if let Some(text) = kept(ui, &mut form.editing, &format!("Tags of {who}"), &model.tags, "Your own words, with commas between", 1) {
        keep(model, send, Known::Tags(words(&text).into_iter().collect()));
    }
}

fn groups_ui(ui: &mut Ui, model: &ProfileModel, send: &mut Commands) {
    let t = Tokens::of(ui);
    let (id, who) = (model.student.id, &model.student.name);
    label(ui, "In groups");
    for (other, name, rule) in &model.rules {
        ui.allocate_ui_with_layout(vec2(ui.available_width(), t.tall(theme::TARGET)), Layout::right_to_left(Align::Center), |ui| {
            if Button::quiet("").icon(icons::X).name(&format!("No rule about {who} and {name}")).show(ui).clicked() {
                send.send(Command::Student(StudentChange::Pair(id, *other, None)));
            }
            let words = match rule {
                PairRule::Apart => format!("Never with {name}"),
                PairRule::Together => format!("Always with {name}"),
            };
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                truncated(ui, &words, Weight::Regular, theme::BODY, t.c.ink);
            });
        });
    }
    if !model.student.active {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (words, rule) in [("Keep apart from", PairRule::Apart), ("Keep together with", PairRule::Together)] {
            let nobody = model.others.is_empty().then_some("There is nobody else");
            let button = Button::plain(words).trailing(icons::CARET_DOWN).unless(nobody).show(ui);
            if let Some(other) = menu(&button, &model.others, words) {
                send.send(Command::Student(StudentChange::Pair(id, other, Some(rule))));
            }
        }
    });
}

fn notes_ui(ui: &mut Ui, model: &ProfileModel, form: &mut ProfileForm, send: &mut Commands) {
    let t = Tokens::of(ui);
    label(ui, "Notes, for you alone");
    let known = &model.student.profile.notes;
    if let Some(text) = kept(ui, &mut form.editing, &format!("Notes about {}", model.student.name), known, "", 4) {
        keep(model, send, Known::Notes(notes(&text)));
    }
    paragraph(ui, "What you change is kept at once; Ctrl Z takes it back.", Weight::Regular, theme::CAPTION, t.c.soft);
    ui.add_space(theme::S4);
}

fn actions_ui(ui: &mut Ui, model: &ProfileModel, is_saving: bool, send: &mut Commands) {
    let (student, who) = (&model.student, &model.student.name);
    ui.horizontal_wrapped(|ui| {
        if student.active {
            let nobody = model.swaps.is_empty().then_some("There is nobody else");
            let button = Button::plain("Swap cards with").icon(icons::ARROWS_CLOCKWISE).trailing(icons::CARET_DOWN).unless(nobody).show(ui);
            if let Some(other) = menu(&button, &model.swaps, "Swap cards with") {
                send.send(Command::Student(StudentChange::Swap(student.id, other)));
            }
            let none = model.classes.is_empty().then_some("There is no other class");
            let button = Button::plain("Move to class").icon(icons::USERS).trailing(icons::CARET_DOWN).unless(none).show(ui);
            if let (Some(to), Some(from)) = (menu(&button, &model.classes, "Move to class"), model.from) {
                send.send(Command::Student(StudentChange::Move { student: student.id, from, to, card: None }));
            }
            if Button::plain("Left the class").icon(icons::USER_MINUS).name(&format!("{who} left the class")).show(ui).clicked() {
                send.send(Command::SetActive(student.id, false));
            }
        } else if Button::plain("Bring back").icon(icons::USER_PLUS).name(&format!("Bring {who} back")).show(ui).clicked() {
            send.send(Command::SetActive(student.id, true));
        }
        let busy = is_saving.then_some("Another file is being saved");
        let name = format!("Save everything known about {who}");
        let button = Button::plain("Save everything known").icon(icons::DOWNLOAD_SIMPLE).name(&name);
        if button.unless(busy).show(ui).clicked() {
            send.send(Command::Save(Export::Student(student.id)));
        }
        if Button::danger("Erase for good").name(&format!("Erase {who} for good")).show(ui).clicked() {
            send.send(Command::Ask(Dialog::Erase(student.id)));
        }
    });
}

/// Two fields beside each other, the left one with this share of the room; with large text one below the other.
fn beside(ui: &mut Ui, share: f32, mut add: impl FnMut(&mut Ui, bool)) {
    let width = ui.available_width();
    if Tokens::of(ui).scale > 1.4 || width < 300.0 {
        add(ui, true);
        add(ui, false);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::S12;
        for (is_left, part) in [(true, share), (false, 1.0 - share)] {
            ui.vertical(|ui| {
                ui.set_width(((width - theme::S12) * part).floor());
                add(ui, is_left);
            });
        }
    });
}

/// Sends what is known from now on, if that is new.
fn keep(model: &ProfileModel, send: &mut Commands, known: Known) {
    let mut profile = model.student.profile.clone();
    known.put(&mut profile);
    if profile != model.student.profile {
        send.send(Command::Student(StudentChange::Known(model.student.id, known)));
    }
}

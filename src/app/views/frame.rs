//! What stands around the screens: the rail, or nothing in a lesson; and what is shown when the teacher's file cannot be used.

use eframe::egui::{CentralPanel, Frame, Panel, TextureId, Ui};

use super::news::news_ui;
use super::settings::{lower, when};
use super::{classes, groups, questions, settings, teach};
use crate::app::command::{Command, Commands, Screen};
use crate::app::desk::Unusable;
use crate::app::state::State;
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, Place, line, paragraph, rail};

/// Draws the screen that is open.
pub fn screen_ui(ui: &mut Ui, state: &mut State, preview: Option<TextureId>, send: &mut Commands) {
    let t = Tokens::of(ui);
    if state.unusable.is_some() {
        news_ui(ui, state, send);
    }
    if let Some(unusable) = &state.unusable {
        let page = Frame::new().fill(t.c.bg).inner_margin(theme::S48);
        CentralPanel::default().frame(page).show(ui, |ui| unusable_ui(ui, unusable, send));
        return;
    }
    if state.screen == Screen::Teach && state.lesson.is_some() {
        return teach::teach_ui(ui, state, preview, send);
    }
    let width = theme::RAIL.max((theme::RAIL * (0.6 + 0.4 * t.scale)).round());
    Panel::left("rail")
        .exact_size(width)
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(t.c.sunken))
        .show(ui, |ui| rail_ui(ui, state, send));
    match state.screen {
        Screen::Groups => groups::groups_ui(ui, state, send),
        Screen::Questions => questions::questions_ui(ui, state, send),
        Screen::Settings => settings::settings_ui(ui, state, send),
        Screen::Classes | Screen::Teach => classes::classes_ui(ui, state, send),
    }
}

fn rail_ui(ui: &mut Ui, state: &State, send: &mut Commands) {
    let places = [
        (Screen::Classes, "Classes", icons::USERS),
        (Screen::Questions, "Questions", icons::QUESTION),
        (Screen::Groups, "Groups", icons::USERS_THREE),
        (Screen::Settings, "Settings", icons::GEAR),
    ];
    // A lesson that is over leaves its screen to the classes.
    let open = if state.screen == Screen::Teach { Screen::Classes } else { state.screen };
    let pressed = rail(ui, &places.map(|(screen, label, icon)| Place { label, icon, here: screen == open }));
    if let Some((screen, ..)) = pressed.and_then(|i| places.get(i)) {
        send.send(Command::Go(*screen));
    }
}

/// In place of everything else: why the file cannot be used, and what helps.
fn unusable_ui(ui: &mut Ui, unusable: &Unusable, send: &mut Commands) {
    let t = Tokens::of(ui);
    ui.set_max_width(theme::FORM_WIDTH * t.scale.min(1.5));
    ui.spacing_mut().item_spacing.y = theme::S12;
    let Some(backup) = &unusable.backup else {
        line(ui, "The teacher's file cannot be used", Weight::SemiBold, theme::TITLE, t.c.ink);
        paragraph(ui, &crate::app::news::sentence(&unusable.why), Weight::Regular, theme::BODY, t.c.soft);
        ui.add_space(theme::S8);
        if Button::primary("Try again").icon(icons::ARROWS_CLOCKWISE).show(ui).clicked() {
            send.send(Command::OpenAgain);
        }
        return;
    };
    paragraph(ui, "The teacher's file is damaged", Weight::SemiBold, theme::TITLE, t.c.ink);
    let from = backup.at.map_or_else(String::new, |at| format!(" of {}", lower(&when(at, unusable.today))));
    let next = format!(
        "Nothing in it was changed. You can go on with the backup{from}, which is whole; what came after it is missing there. The damaged \
         file is kept among the backups."
    );
    paragraph(ui, &next, Weight::Regular, theme::BODY, t.c.ink);
    paragraph(ui, &crate::app::news::sentence(&unusable.why), Weight::Regular, theme::CAPTION, t.c.soft);
    ui.add_space(theme::S8);
    if Button::primary("Go on with the backup").icon(icons::ARROW_COUNTER_CLOCKWISE).show(ui).clicked() {
        send.send(Command::Restore(backup.path.clone()));
    }
}

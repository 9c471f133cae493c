//! What stands around the screens: the rail, or nothing in a lesson; and what is shown when the teacher's file cannot be used.

use eframe::egui::{self, CentralPanel, Frame, Panel, Popup, TextureId, Ui};

use super::{classes, groups, questions, teach};
use crate::app::command::{Command, Commands, Screen};
use crate::app::state::State;
use crate::app::theme::{self, Look, Tokens, Weight, icons};
use crate::app::widgets::{Place, choice, line, paragraph, rail};

/// Draws the screen that is open.
pub fn screen_ui(ui: &mut Ui, state: &mut State, preview: Option<TextureId>, send: &mut Commands) {
    let t = Tokens::of(ui);
    if let Some(why) = &state.unusable {
        let page = Frame::new().fill(t.c.bg).inner_margin(theme::S48);
        CentralPanel::default().frame(page).show(ui, |ui| {
            line(ui, "The teacher's file cannot be used", Weight::SemiBold, theme::TITLE, t.c.ink);
            paragraph(ui, &crate::app::news::sentence(why), Weight::Regular, theme::BODY, t.c.soft);
        });
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
        Screen::Classes | Screen::Teach => classes::classes_ui(ui, state, send),
    }
}

fn rail_ui(ui: &mut Ui, state: &State, send: &mut Commands) {
    let places = [
        (Screen::Classes, "Classes", icons::USERS),
        (Screen::Questions, "Questions", icons::QUESTION),
        (Screen::Groups, "Groups", icons::USERS_THREE),
    ];
    // A lesson that is over leaves its screen to the classes.
    let open = if state.screen == Screen::Teach { Screen::Classes } else { state.screen };
    let (pressed, look) = rail(ui, &places.map(|(screen, label, icon)| Place { label, icon, here: screen == open }), "Look");
    if let Some((screen, ..)) = pressed.and_then(|i| places.get(i)) {
        send.send(Command::Go(*screen));
    }
    Popup::menu(&look).align(egui::RectAlign::RIGHT_END).gap(8.0).show(|ui| look_ui(ui, state, send));
}

fn look_ui(ui: &mut Ui, state: &State, send: &mut Commands) {
    let t = Tokens::of(ui);
    ui.set_min_width(220.0);
    ui.spacing_mut().item_spacing = egui::vec2(theme::S8, theme::S8);
    line(ui, "Colours", Weight::SemiBold, theme::CAPTION, t.c.ink);
    ui.horizontal_wrapped(|ui| {
        ui.set_max_width(300.0);
        for look in Look::ALL {
            if choice(ui, state.look == look, look.name(), look.name()).clicked() {
                send.send(Command::SetLook(look));
            }
        }
    });
    ui.add_space(theme::S4);
    line(ui, &format!("Text size {} %", state.size.percent()), Weight::SemiBold, theme::CAPTION, t.c.ink);
    ui.horizontal(|ui| {
        for (label, name, ordering) in [
            ("Smaller", "Smaller text", std::cmp::Ordering::Less),
            ("100 %", "Text at 100 %", std::cmp::Ordering::Equal),
            ("Larger", "Larger text", std::cmp::Ordering::Greater),
        ] {
            if choice(ui, false, label, name).clicked() {
                send.send(Command::TextSize(ordering));
            }
        }
    });
}

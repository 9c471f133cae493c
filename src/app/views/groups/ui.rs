//! Drawing the groups as columns.

use eframe::egui::{
    Align, Align2, CentralPanel, Frame, Layout, Margin, Panel, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::super::news::news_ui;
use super::model::{GroupModel, GroupsModel};
use crate::app::command::{Command, Commands, Screen};
use crate::app::state::State;
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Base, Button, focus_ring, lay_out, line, paragraph, truncated};
use crate::classroom::StudentId;

/// Draws it.
pub fn groups_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) {
    let t = Tokens::of(ui);
    let model = GroupsModel::of(state);
    if model.empty.is_none() {
        let frame = Frame::new().fill(t.c.bg).inner_margin(Margin { left: 32, right: 32, top: 0, bottom: 24 });
        Panel::bottom("why").resizable(false).show_separator_line(false).frame(frame).show(ui, |ui| why_ui(ui, state, &model));
    }
    news_ui(ui, state, send);
    let page = Frame::new().fill(t.c.bg).inner_margin(Margin { left: 32, right: 32, top: 24, bottom: 16 });
    CentralPanel::default().frame(page).show(ui, |ui| {
        header_ui(ui, state, &model, send);
        ui.add_space(theme::S12);
        match model.empty {
            Some(words) => empty_ui(ui, state, words, send),
            None => columns_ui(ui, state, &model, send),
        }
    });
}

fn header_ui(ui: &mut Ui, state: &State, model: &GroupsModel, send: &mut Commands) {
    let t = Tokens::of(ui);
    // Where there is little room the icon stands alone, so that the title keeps its own.
    let is_wide = ui.available_width() > 520.0 * t.scale;
    ui.allocate_ui_with_layout(vec2(ui.available_width(), t.tall(theme::TARGET)), Layout::right_to_left(Align::Center), |ui| {
        if model.empty.is_none() {
            let (name, glyph) =
                if state.reasons_shown { ("Hide names and reasons", icons::EYE_SLASH) } else { ("Show names and reasons", icons::EYE) };
            let label = if is_wide { name } else { "" };
            if Button::plain(label).icon(glyph).name(name).key("H").show(ui).clicked() {
                send.send(Command::ToggleReasons);
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.scope(|ui| {
                ui.set_max_width(ui.available_width() * 0.7);
                truncated(ui, &model.title, Weight::SemiBold, theme::TITLE, t.c.ink);
            });
            truncated(ui, &model.from, Weight::Regular, theme::BODY, t.c.soft);
        });
    });
}

fn empty_ui(ui: &mut Ui, state: &State, words: &str, send: &mut Commands) {
    let t = Tokens::of(ui);
    t.card(theme::S32).show(ui, |ui| {
        ui.set_width(ui.available_width().min(theme::FORM_WIDTH));
        line(ui, "Not enough known yet", Weight::SemiBold, theme::HEADING, t.c.ink);
        paragraph(ui, words, Weight::Regular, theme::BODY, t.c.soft);
        ui.add_space(theme::S4);
        if state.active().next().is_some() {
            if Button::primary("Start lesson").icon(icons::PLAY).unless(state.lesson_not_yet()).show(ui).clicked() {
                send.send(Command::StartLesson);
            }
        } else if Button::primary("Go to Classes").icon(icons::USERS).show(ui).clicked() {
            send.send(Command::Go(Screen::Classes));
        }
    });
}

fn columns_ui(ui: &mut Ui, state: &State, model: &GroupsModel, send: &mut Commands) {
    let t = Tokens::of(ui);
    // The longest title and its count.
    let least = 206.0 * t.scale;
    let room = ui.available_width();
    let across = ((room + theme::S12) / (least + theme::S12)).floor().max(1.0).min(model.groups.len() as f32);
    let width = (room - theme::S12 * (across - 1.0)) / across;
    let width = width.min(300.0 * t.scale);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for (row, groups) in model.groups.chunks(across as usize).enumerate() {
            let tallest = groups.iter().map(|g| g.students.len()).max().unwrap_or(0);
            let shown = if state.reasons_shown { tallest as f32 } else { 0.0 };
            let reason = if state.reasons_shown { 116.0 } else { 44.0 };
            let height = t.tall(66.0) + shown * (t.tall(33.0) + 5.0) + reason * t.scale;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = theme::S12;
                for (i, group) in groups.iter().enumerate() {
                    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
                    let index = row * across as usize + i;
                    ui.scope_builder(UiBuilder::new().id_salt(index).max_rect(rect).layout(Layout::top_down(Align::Min)), |ui| {
                        group_ui(ui, state, index, group, send);
                    });
                }
            });
        }
    });
}

fn group_ui(ui: &mut Ui, state: &State, index: usize, group: &GroupModel, send: &mut Commands) {
    let t = Tokens::of(ui);
    let height = ui.available_height();
    t.card(theme::S12).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.set_height(height - 2.0 * theme::S12);
        ui.spacing_mut().item_spacing.y = 5.0;
        ui.horizontal(|ui| {
            ui.set_min_height(t.tall(36.0));
            ui.add_space(theme::S4);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                line(ui, &group.students.len().to_string(), Weight::Medium, theme::BODY, t.c.soft);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    truncated(ui, &group.title, Weight::SemiBold, theme::ROW_TITLE, t.c.ink)
                });
            });
        });
        if !state.reasons_shown {
            let names = if group.students.len() == 1 { "1 student".to_owned() } else { format!("{} students", group.students.len()) };
            ui.horizontal(|ui| {
                ui.add_space(theme::S4);
                line(ui, &names, Weight::Regular, theme::CAPTION, t.c.soft);
            });
            return;
        }
        for (student, name) in &group.students {
            let selected = state.member == Some((index, *student));
            if row_ui(ui, *student, name, selected) {
                send.send(Command::SelectMember((!selected).then_some((index, *student))));
            }
        }
        ui.add_space(theme::S8);
        ui.horizontal_top(|ui| {
            ui.add_space(theme::S4);
            ui.vertical(|ui| paragraph(ui, &group.reason, Weight::Regular, theme::CAPTION, t.c.soft));
        });
    });
}

fn row_ui(ui: &mut Ui, _student: StudentId, name: &str, selected: bool) -> bool {
    let t = Tokens::of(ui);
    let (rect, response): (Rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), t.tall(33.0)), Sense::click());
    let (fill, stroke) = if selected {
        (t.c.info.ground, Stroke::new(2.0, t.c.info.strong))
    } else {
        let fill = if response.hovered() { t.c.sunken.lerp_to_gamma(t.c.ink, 0.05) } else { t.c.bg };
        (fill, if t.c.outlined { t.edge() } else { Stroke::NONE })
    };
    ui.painter().rect(rect, theme::ROUND_ROW, fill, stroke, StrokeKind::Inside);
    let mut job = eframe::egui::text::LayoutJob::simple_singleline(name.to_owned(), t.font(Weight::Medium, theme::BODY), t.c.ink);
    job.wrap = eframe::egui::text::TextWrapping::truncate_at_width(rect.width() - 24.0);
    let galley = lay_out(ui.painter(), job, Base::LeftToRight);
    let at = Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + 12.0, rect.center().y), galley.size());
    ui.painter().galley(at.min, galley, t.c.ink);
    focus_ring(ui, &response, theme::ROUND_ROW);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, name));
    response.clicked()
}

fn why_ui(ui: &mut Ui, state: &State, model: &GroupsModel) {
    let t = Tokens::of(ui);
    let (title, words) = match (&model.selected, state.reasons_shown) {
        (Some((title, reason)), _) => (title.as_str(), reason.as_str()),
        (None, true) => ("Select a student", "You see here why the student is in this group."),
        (None, false) => {
            ("Names and reasons are folded", "So that nobody else reads them when this screen is projected. Show them with H.")
        }
    };
    let stroke = if t.c.outlined { Stroke::new(2.0, t.c.info.strong) } else { Stroke::NONE };
    Frame::new().fill(t.c.info.ground).stroke(stroke).corner_radius(12.0).inner_margin(Margin::symmetric(18, 12)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::S4;
        line(ui, title, Weight::SemiBold, theme::BODY, t.c.ink);
        paragraph(ui, words, Weight::Regular, theme::BODY, t.c.ink);
    });
}

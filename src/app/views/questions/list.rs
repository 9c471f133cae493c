//! The list of sets in their folders.

use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{Align, Align2, Layout, Rect, Role, ScrollArea, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::model::{FolderModel, ListModel, RowModel, counted};
use crate::app::command::{Command, Commands};
use crate::app::questions::QuestionsCommand;
use crate::app::state::State;
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Base, Button, chip, field, focus_ring, icon, lay_out, line, paragraph, truncated};

/// Draws it.
pub fn list_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) {
    let t = Tokens::of(ui);
    let model = ListModel::of(&state.library);
    let row = vec2(ui.available_width(), t.tall(theme::TARGET));
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        line(ui, "Questions", Weight::SemiBold, theme::TITLE, t.c.ink);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let label = if ui.available_width() > 120.0 * t.scale { "New set" } else { "" };
            if Button::plain(label).icon(icons::PLUS).name("New set").show(ui).clicked() {
                send.send(Command::Questions(QuestionsCommand::NewSet));
            }
        });
    });
    ui.add_space(theme::S12);
    let mut words = state.library.search.clone();
    let search = field(ui, "Search all questions", &mut words, "Search all questions", 1);
    let glass = search.rect.right_center() - vec2(theme::S12, 0.0);
    ui.painter().text(glass, Align2::RIGHT_CENTER, icons::MAGNIFYING_GLASS, t.font(Weight::Icon, 18.0), t.c.soft);
    if search.changed() {
        send.send(Command::Questions(QuestionsCommand::Search(words)));
    }
    ui.add_space(theme::S4);
    let away = if model.away > 0 { t.tall(theme::CHIP) + theme::S16 } else { 0.0 };
    let footer = away + t.tall(theme::TARGET) + theme::S16;
    let room = (ui.available_height() - footer).max(120.0);
    // The whole room, so that what stands under it stays where it is.
    ScrollArea::vertical().auto_shrink(false).max_height(room).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::S4;
        if let Some(words) = model.nothing {
            paragraph(ui, words, Weight::Regular, theme::BODY, t.c.soft);
        }
        for folder in &model.folders {
            folder_ui(ui, folder, send);
        }
    });
    if model.away > 0 {
        ui.add_space(theme::S4);
        let label = format!("Show {} put away", model.away);
        if chip(ui, state.library.archived_shown, true, &label, "Show sets that were put away").clicked() {
            send.send(Command::Questions(QuestionsCommand::ToggleArchived));
        }
    }
    ui.add_space(theme::S4);
    if Button::plain("Import questions").icon(icons::DOWNLOAD_SIMPLE).width(ui.available_width()).show(ui).clicked() {
        send.send(Command::Questions(QuestionsCommand::ChooseFile));
    }
}

fn folder_ui(ui: &mut Ui, folder: &FolderModel, send: &mut Commands) {
    let t = Tokens::of(ui);
    if !folder.name.is_empty() {
        ui.add_space(theme::S8);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::S8;
            ui.spacing_mut().interact_size.y = 0.0;
            ui.add_space(theme::S4);
            icon(ui, icons::FOLDER, false, 16.0, t.c.soft);
            truncated(ui, &folder.name, Weight::Medium, theme::HEAD, t.c.soft);
        });
    }
    for row in &folder.sets {
        if row_ui(ui, row) {
            send.send(Command::Questions(QuestionsCommand::Open(row.id)));
        }
    }
}

/// A set; the one that is shown lies on paper, as places do in the rail.
fn row_ui(ui: &mut Ui, row: &RowModel) -> bool {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - theme::S4, t.tall(theme::ROW)), Sense::click());
    let painter = ui.painter();
    if row.open {
        painter.rect(rect, theme::ROUND_CONTROL, t.c.surface, t.line(), StrokeKind::Inside);
        let tab = Rect::from_center_size(pos2(rect.left() + 2.0, rect.center().y), vec2(4.0, rect.height() * 0.55));
        painter.rect_filled(tab, 2.0, t.c.ink);
    } else if response.hovered() {
        painter.rect_filled(rect, theme::ROUND_CONTROL, t.c.ink.gamma_multiply(0.06));
    }
    let number = painter.layout_no_wrap(row.count.to_string(), t.font(Weight::Medium, theme::CAPTION), t.c.soft);
    let number_at = Align2::RIGHT_CENTER.anchor_size(pos2(rect.right() - theme::S12, rect.center().y), number.size());
    let (weight, colour) = if row.open { (Weight::SemiBold, t.c.ink) } else { (Weight::Medium, t.c.ink) };
    let mut room = number_at.left() - rect.left() - theme::S12 - theme::S16;
    if row.archived {
        let font = t.font(Weight::Icon, 16.0);
        painter.text(pos2(number_at.left() - theme::S8, rect.center().y), Align2::RIGHT_CENTER, icons::ARCHIVE, font, t.c.soft);
        room -= t.px(16.0) + theme::S8;
    }
    let mut job = LayoutJob::simple_singleline(row.name.clone(), t.font(weight, theme::BODY), colour);
    job.wrap = TextWrapping::truncate_at_width(room.max(24.0));
    let galley = lay_out(painter, job, Base::LeftToRight);
    let cut = galley.elided;
    let at = Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + theme::S16, rect.center().y), galley.size());
    painter.galley(at.min, galley, colour);
    painter.galley(number_at.min, number, t.c.soft);
    focus_ring(ui, &response, theme::ROUND_CONTROL);
    let away = if row.archived { ", put away" } else { "" };
    let name = format!("{}, {}{away}", row.name, counted(row.count));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, row.open, &name));
    let clicked = response.clicked();
    if cut {
        response.on_hover_text(&row.name);
    }
    clicked
}

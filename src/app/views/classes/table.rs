//! The table of students, edited in place: Tab to the next cell, Enter to the one below.

use eframe::egui::{self, Align2, Id, Key, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, pos2, vec2};

use super::model::{ClassesModel, RowModel};
use crate::app::command::{Command, Commands};
use crate::app::state::{Cell, Forms};
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, ends, field_layouter, line, rule, tag, truncated};
use crate::cards::CardNumber;
use crate::classroom::StudentId;

/// Draws the table in a card that fills the room.
pub fn table_ui(ui: &mut Ui, model: &ClassesModel, forms: &mut Forms, send: &mut Commands) {
    let t = Tokens::of(ui);
    let height = ui.available_height();
    t.card(theme::S16).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.set_height(height - 2.0 * theme::S16);
        ui.spacing_mut().item_spacing.y = 0.0;
        let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), t.tall(30.0)), Sense::hover());
        let font = t.font(Weight::Medium, theme::HEAD);
        let columns = Columns::of(&t, head, model);
        let more = columns.more.iter().map(|c| (c.rect, c.head));
        for (rect, words) in [(columns.card, "Card"), (columns.name, "Name")].into_iter().chain(more).filter(|(rect, _)| rect.is_positive())
        {
            ui.painter().text(pos2(rect.left() + 8.0, head.center().y), Align2::LEFT_CENTER, words, font.clone(), t.c.soft);
        }
        rule(ui);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            for (i, row) in model.here.iter().enumerate() {
                row_ui(ui, row, model, model.here.get(i + 1), forms, send);
                if i + 1 < model.here.len() {
                    rule(ui);
                }
            }
            if !model.left.is_empty() {
                ui.add_space(theme::S24);
                line(ui, "Left the class", Weight::Medium, theme::HEAD, t.c.soft);
                for row in &model.left {
                    ui.horizontal(|ui| {
                        ui.set_min_height(t.tall(theme::ROW));
                        ui.add_space(8.0 + card_width(&t));
                        let left = |ui: &mut Ui| truncated(ui, &row.name, Weight::Regular, theme::BODY, t.c.soft);
                        ends(ui, t.tall(theme::ROW), left, |ui| {
                            if Button::quiet("Bring back").name(&format!("Bring back {}", row.name)).show(ui).clicked() {
                                send.send(Command::SetActive(row.student, true));
                            }
                            if Button::quiet("").icon(icons::NOTE_PENCIL).name(&format!("About {}", row.name)).show(ui).clicked() {
                                send.send(Command::OpenProfile(row.student));
                            }
                        });
                    });
                }
            }
        });
    });
}

/// Width of a letter of a name, more or less.
const LETTER: f32 = 8.5;

fn card_width(t: &Tokens) -> f32 {
    t.px(58.0)
}

/// Where the columns of a row are; those without room, or without anything in them, have none.
struct Columns {
    card: Rect,
    name: Rect,
    more: [MoreColumn; 2],
}

/// A column that is there if anything is in it.
#[derive(Clone, Copy)]
struct MoreColumn {
    rect: Rect,
    /// What stands above it.
    head: &'static str,
    value: fn(&RowModel) -> &str,
}

impl Columns {
    fn of(t: &Tokens, row: Rect, model: &ClassesModel) -> Self {
        let card = Rect::from_min_max(row.min, pos2(row.left() + card_width(t), row.bottom()));
        let mut right = row.right() - t.tall(theme::TARGET) - 4.0;
        let column = |head, value| MoreColumn { rect: Rect::NOTHING, head, value };
        let mut more = [column("What helps", |r| &r.supports), column("Home language", |r| &r.language)];
        let longest = model.here.iter().map(|r| r.name.chars().count()).max().unwrap_or(0);
        let name = t.px((longest as f32 * LETTER + 16.0).clamp(150.0, 280.0));
        for (column, width) in more.iter_mut().zip([t.px(122.0), t.px(112.0)]) {
            let has_any = model.here.iter().any(|r| !(column.value)(r).is_empty());
            // The name comes first.
            if has_any && right - width - card.right() >= name {
                column.rect = Rect::from_min_max(pos2(right - width, row.top()), pos2(right, row.bottom()));
                right -= width;
            }
        }
        more.reverse();
        Self { card, name: Rect::from_min_max(pos2(card.right(), row.top()), pos2(right, row.bottom())), more }
    }
}

fn row_ui(ui: &mut Ui, row: &RowModel, model: &ClassesModel, below: Option<&RowModel>, forms: &mut Forms, send: &mut Commands) {
    let t = Tokens::of(ui);
    let (rect, hover) = ui.allocate_exact_size(vec2(ui.available_width(), t.tall(theme::ROW)), Sense::hover());
    let button = t.tall(theme::TARGET);
    let columns = Columns::of(&t, rect, model);
    let card = columns.card.shrink2(vec2(0.0, 4.0));
    let mut name = columns.name.shrink2(vec2(0.0, 4.0));
    for column in columns.more.iter().filter(|c| c.rect.is_positive()) {
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.scope_builder(egui::UiBuilder::new().max_rect(column.rect.shrink2(vec2(8.0, 0.0))).layout(layout), |ui| {
            truncated(ui, (column.value)(row), Weight::Regular, theme::CAPTION, t.c.soft);
        });
    }
    if row.is_absent {
        // The tag, and air between it and the next column.
        let width = t.px(50.0) + theme::S24 + theme::S8;
        let place = Rect::from_min_max(pos2(name.right() - width, name.top()), name.max);
        name.max.x -= width;
        ui.scope_builder(egui::UiBuilder::new().max_rect(place).layout(egui::Layout::left_to_right(egui::Align::Center)), |ui| {
            tag(ui, "Absent");
        });
    }
    let below = below.map(|r| r.student);
    if let Some(text) = cell_ui(ui, card, row, Cell::Card, &row.card.to_string(), below, forms)
        && let Ok(number) = text.trim().parse::<u16>()
        && number != row.card.0
    {
        send.send(Command::SetCard(row.student, CardNumber(number)));
    }
    if let Some(text) = cell_ui(ui, name, row, Cell::Name, &row.name, below, forms) {
        let text = crate::classroom::roster::tidy_name(&text);
        if !text.is_empty() && text != row.name {
            send.send(Command::RenameStudent(row.student, text));
        }
    }
    let place = Rect::from_center_size(pos2(rect.right() - button / 2.0, rect.center().y), vec2(button, button));
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(place));
    // Quiet until the row is pointed at or the button is reached by Tab: it must not shout 28 times.
    let id = Id::unique(("row", row.student.0));
    let awake = hover.contains_pointer() || child.ctx().data(|d| d.get_temp::<bool>(id)).unwrap_or(false);
    child.set_opacity(if awake || t.c.outlined { 1.0 } else { 0.35 });
    let response = Button::quiet("").icon(icons::NOTE_PENCIL).name(&format!("About {}", row.name)).show(&mut child);
    let focused = response.has_focus();
    child.ctx().data_mut(|d| d.insert_temp(id, focused));
    if response.clicked() {
        send.send(Command::OpenProfile(row.student));
    }
}

fn cell_id(student: StudentId, cell: Cell) -> Id {
    Id::unique(("cell", student.0, cell == Cell::Card))
}

/// One cell; its text when it was changed and left.
fn cell_ui(
    ui: &mut Ui,
    rect: Rect,
    row: &RowModel,
    cell: Cell,
    value: &str,
    below: Option<StudentId>,
    forms: &mut Forms,
) -> Option<String> {
    let t = Tokens::of(ui);
    let id = cell_id(row.student, cell);
    let mut text = match &forms.cell {
        Some((student, column, text)) if (*student, *column) == (row.student, cell) => text.clone(),
        _ => value.to_owned(),
    };
    let (weight, colour) = if cell == Cell::Card { (Weight::Medium, t.c.soft) } else { (Weight::Medium, t.c.ink) };
    let font = t.font(weight, theme::BODY);
    let mut layouter = field_layouter(id, font.clone(), colour);
    let edit = TextEdit::singleline(&mut text)
        .id(id)
        .font(font)
        .layouter(&mut layouter)
        .frame(egui::Frame::new().inner_margin(egui::Margin::symmetric(8, 0)))
        .align(Align2::LEFT_CENTER)
        .desired_width(rect.width() - 16.0)
        .min_size(rect.size());
    // A child of its own: a cell must not move what comes after it.
    // Its text stands a little low in it, beside the words of the other columns.
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect.translate(vec2(0.0, -2.5))));
    let mut response: Response = child.add(edit);
    if value.chars().count() > 24 && !response.has_focus() {
        response = response.on_hover_text(value);
    }
    let named = format!("{} of {}", if cell == Cell::Card { "Card" } else { "Name" }, row.name);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(named));
    if forms.focus == Some((row.student, cell)) {
        response.request_focus();
        forms.focus = None;
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, theme::ROUND_ROW, Stroke::new(2.0, t.c.focus), StrokeKind::Inside);
        forms.cell = Some((row.student, cell, text));
        return None;
    }
    if response.hovered() {
        ui.painter().rect_stroke(rect, theme::ROUND_ROW, t.line(), StrokeKind::Inside);
    }
    if response.lost_focus() {
        forms.cell = None;
        let (enter, escape) = ui.input(|i| (i.key_pressed(Key::Enter), i.key_pressed(Key::Escape)));
        if enter && let Some(below) = below {
            forms.focus = Some((below, cell));
            ui.ctx().request_repaint();
        }
        return (!escape).then_some(text);
    }
    None
}

//! The panel for printing: the first sheet exactly as it will print, and what can be chosen about it.

use eframe::egui::text::LayoutJob;
use eframe::egui::{Align2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::command::{Command, Commands};
use crate::app::exports::Export;
use crate::app::state::{PrintChoice, State};
use crate::app::theme::{self, Colours, Tokens, Weight, icons};
use crate::app::widgets::{Base, Button, choice, icon, lay_out, line, paragraph};
use crate::cards::sheet::{Page, Paper, PerPage, Side, pages};

/// Draws it.
pub fn print_ui(ui: &mut Ui, state: &State, send: &mut Commands) {
    let t = Tokens::of(ui);
    let Some(options) = state.sheets() else { return };
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), t.tall(theme::TARGET)), Sense::hover());
    let mut child = ui
        .new_child(eframe::egui::UiBuilder::new().max_rect(head).layout(eframe::egui::Layout::left_to_right(eframe::egui::Align::Center)));
    let title = if options.deck.maker().is_some() { "The cards" } else { "Print the cards" };
    line(&mut child, title, Weight::SemiBold, theme::HEADING, t.c.ink);
    ui.add_space(theme::S12);
    if let Some(maker) = options.deck.maker() {
        t.card(theme::S24).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let (title, last) = (options.deck.title(), options.deck.usable().count());
            let text = format!("This class holds up {title} cards, numbers 1 to {last}. Use those you have, or get them at {maker}.");
            paragraph(ui, &text, Weight::Regular, theme::BODY, t.c.ink);
        });
        return;
    }
    let height = ui.available_height();
    t.card(theme::S24).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.set_height(height - 2.0 * theme::S24);
        ui.spacing_mut().item_spacing.y = theme::S12;
        let controls = t.tall(theme::CHIP) * 2.0 + t.tall(theme::TARGET) + t.px(if t.scale > 1.2 { 60.0 } else { 44.0 }) + 5.0 * theme::S12;
        let (area, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), (ui.available_height() - controls).max(80.0)), Sense::hover());
        ui.painter().rect_filled(area, theme::ROUND_ROW, t.c.sunken);
        if let Some(page) = pages(&options).ok().and_then(|mut p| (!p.is_empty()).then(|| p.swap_remove(0))) {
            sheet_ui(ui, &t, area.shrink(theme::S16), &page);
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, "The first sheet as it will print"));
        let now = state.print;
        choices(ui, &t, "Cards a page", |ui| {
            for (per_page, label) in [(PerPage::One, "1"), (PerPage::Two, "2"), (PerPage::Four, "4")] {
                if choice(ui, now.per_page == per_page, label, &format!("{label} a page")).clicked() {
                    send.send(Command::SetPrint(PrintChoice { per_page, ..now }));
                }
            }
        });
        choices(ui, &t, "Paper", |ui| {
            for (paper, label) in [(Paper::A4, "A4"), (Paper::Letter, "Letter")] {
                if choice(ui, now.paper == paper, label, label).clicked() {
                    send.send(Command::SetPrint(PrintChoice { paper, ..now }));
                }
            }
        });
        ui.horizontal_top(|ui| {
            icon(ui, icons::INFO, false, 20.0, t.c.info.strong);
            let sheets = options.per_page.sheets(options.cards.len());
            let count = if sheets == 1 { "1 sheet".to_owned() } else { format!("{sheets} sheets") };
            paragraph(ui, &format!("{count}. Print at 100 %, on matt paper."), Weight::Regular, theme::BODY, t.c.soft);
        });
        let busy = state.saving.map(|_| "A file is being saved");
        if Button::plain("Save PDF to print").icon(icons::PRINTER).unless(busy).show(ui).clicked() {
            send.send(Command::Save(Export::Cards));
        }
    });
}

fn choices(ui: &mut Ui, t: &Tokens, label: &str, add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::S8;
        ui.spacing_mut().interact_size.y = t.tall(theme::CHIP);
        let words = line(ui, label, Weight::Medium, theme::BODY, t.c.ink);
        ui.add_space((t.px(118.0) - words.rect.width()).max(theme::S4));
        add(ui);
    });
}

/// One page, scaled into the room. Paper is white and print black in every look.
fn sheet_ui(ui: &Ui, t: &Tokens, room: Rect, page: &Page) {
    let (paper, print) = Colours::PAPER;
    let scale = (room.width() / page.size[0]).min(room.height() / page.size[1]);
    let sheet = Rect::from_center_size(room.center(), vec2(page.size[0], page.size[1]) * scale);
    let at = |[x, y]: [f32; 2]| sheet.min + vec2(x, y) * scale;
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(sheet.expand(1.0)));
    painter.rect(sheet, 2.0, paper, t.line(), StrokeKind::Outside);
    for square in &page.squares {
        let corner = at(square.at);
        let side = square.side * scale;
        for [left, top, right, bottom] in square.face.black() {
            let black = Rect::from_min_max(corner + vec2(*left, *top) * side, corner + vec2(*right, *bottom) * side);
            painter.rect_filled(black, 0.0, print);
        }
    }
    for mark in &page.marks {
        painter.line_segment([at(mark.from), at(mark.to)], Stroke::new(0.6, t.c.edge));
    }
    for text in &page.texts {
        let weight = if text.strong { Weight::SemiBold } else { Weight::Regular };
        let job = LayoutJob::simple(text.text.clone(), weight.at((text.height * scale).max(1.0)), print, text.size[0] * scale);
        let galley = lay_out(&painter, job, Base::LeftToRight);
        let free = (text.size[0] * scale - galley.size().x).max(0.0);
        let shift = match text.side {
            Side::Left => 0.0,
            Side::Middle => free / 2.0,
            Side::Right => free,
        };
        let place = Align2::LEFT_TOP.anchor_size(at(text.at) + vec2(shift, 0.0), galley.size());
        painter.galley(pos2(place.left(), place.top()), galley, print);
    }
}

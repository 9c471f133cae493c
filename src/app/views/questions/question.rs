//! One question of a set.

use eframe::egui::{Align, Align2, Frame, Id, Layout, Margin, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, vec2};

use super::super::picture::picture_ui;
use super::model::{OptionModel, QuestionModel};
use crate::app::command::{Command, Commands};
use crate::app::questions::{Library, QuestionsCommand};
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, badge, ends, focus_ring, marked, paragraph, tag, truncated};
use crate::classroom::markup::plain;

/// Longest side of the picture that a question is about, and of an option's.
const PICTURE: f32 = 200.0;
const OPTION_PICTURE: f32 = 96.0;
/// Radius of the badges.
const BADGE: f32 = 13.0;
/// Options no longer than this stand two beside each other.
const SHORT: usize = 40;

/// Draws it. A click anywhere on it selects it.
pub fn question_ui(ui: &mut Ui, model: &QuestionModel, library: &Library, send: &mut Commands) {
    let t = Tokens::of(ui);
    let at = model.number - 1;
    let selected = library.at == Some(at);
    // The card lies under its buttons, which take their own clicks.
    let card = ui.scope_builder(UiBuilder::new().id_salt(("question", at)).sense(Sense::click()), |ui| {
        card_ui(ui, model, library, Some(send));
    });
    let response = card.response;
    if selected {
        let stroke = Stroke::new(theme::STROKE_STRONG, t.c.ink);
        ui.painter().rect_stroke(response.rect, theme::ROUND_CARD, stroke, StrokeKind::Inside);
    }
    focus_ring(ui, &response, theme::ROUND_CARD);
    response
        .widget_info(|| WidgetInfo::selected(Role::Button, true, selected, format!("Question {}: {}", model.number, plain(&model.stem))));
    if response.clicked() && !selected {
        send.send(Command::Questions(QuestionsCommand::Select(at)));
    }
}

/// Draws a question that is not in a set yet: nothing can be done with it.
pub fn offered_ui(ui: &mut Ui, model: &QuestionModel, library: &Library) {
    card_ui(ui, model, library, None);
}

/// What can be done with the question; quiet until it is pointed at or one of them has the keyboard.
fn actions_ui(ui: &mut Ui, model: &QuestionModel, library: &Library, send: &mut Commands) {
    let at = model.number - 1;
    let count = library.open.as_ref().map_or(0, |o| o.set.questions.len());
    let awake = library.at == Some(at) || ui.ctx().data(|d| d.get_temp::<bool>(awake_id(at))).unwrap_or(false);
    let mut focused = false;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.set_opacity(if awake || Tokens::of(ui).c.outlined { 1.0 } else { 0.45 });
        let first = (at == 0).then_some("It is the first already");
        let last = (at + 1 == count).then_some("It is the last already");
        for (what, glyph, not_now, command) in [
            ("Edit", icons::PENCIL_SIMPLE, None, QuestionsCommand::EditQuestion(at)),
            ("Move up", icons::ARROW_UP, first, QuestionsCommand::Move(at, at.saturating_sub(1))),
            ("Move down", icons::ARROW_DOWN, last, QuestionsCommand::Move(at, at + 1)),
            ("Duplicate", icons::COPY, None, QuestionsCommand::CopyQuestion(at)),
            ("Delete", icons::TRASH, None, QuestionsCommand::DeleteQuestion(at)),
        ] {
            let name = format!("{what} question {}", model.number);
            let response = Button::quiet("").icon(glyph).name(&name).unless(not_now).show(ui);
            focused |= response.has_focus();
            if response.clicked() {
                send.send(Command::Questions(command));
            }
        }
    });
    ui.ctx().data_mut(|d| d.insert_temp(awake_id(at), focused));
}

/// Where it is remembered whether the actions of a question are looked at.
fn awake_id(at: usize) -> Id {
    Id::unique(("actions of a question", at))
}

fn card_ui(ui: &mut Ui, model: &QuestionModel, library: &Library, send: Option<&mut Commands>) {
    let t = Tokens::of(ui);
    let frame = t.card(theme::S24).inner_margin(Margin { left: 24, right: 24, top: 8, bottom: 20 });
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::S8;
        let named = format!("{}. {}", model.number, model.name);
        let caption = if model.name.is_empty() { format!("Question {}", model.number) } else { named };
        let height = if send.is_some() { theme::TARGET } else { theme::CHIP };
        let left = |ui: &mut Ui| truncated(ui, &caption, Weight::Medium, theme::CAPTION, t.c.soft);
        ends(ui, t.tall(height), left, |ui| {
            if let Some(send) = send {
                actions_ui(ui, model, library, send);
            }
        });
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal_top(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if let Some(picture) = &model.picture {
                    picture_ui(ui, library, picture, PICTURE * t.scale.min(1.3));
                    ui.add_space(theme::S8);
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    marked(ui, &model.stem, Weight::SemiBold, theme::ROW_TITLE, t.c.ink);
                    options_ui(ui, model, library);
                });
            });
        });
        if let Some(kind) = &model.kind {
            paragraph(ui, kind, Weight::Regular, theme::CAPTION, t.c.soft);
        }
        if !model.skills.is_empty() {
            ui.add_space(theme::S4);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(theme::S8, theme::S8);
                for (label, whole) in &model.skills {
                    tag(ui, label).on_hover_text(whole);
                }
            });
        }
        if !model.notes.is_empty() {
            paragraph(ui, &model.notes, Weight::Regular, theme::CAPTION, t.c.soft);
        }
    });
    if shown.response.contains_pointer() {
        ui.ctx().data_mut(|d| d.insert_temp(awake_id(model.number - 1), true));
    }
}

fn options_ui(ui: &mut Ui, model: &QuestionModel, library: &Library) {
    let t = Tokens::of(ui);
    let short = |o: &OptionModel| plain(&o.text).chars().count() <= SHORT && !o.text.contains('\n');
    let two = model.options.iter().all(short) && ui.available_width() >= 560.0 * t.scale;
    let across = if two { 2 } else { 1 };
    let width = ((ui.available_width() - theme::S12 * (across as f32 - 1.0)) / across as f32).floor();
    for row in model.options.chunks(across) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::S12;
            for option in row {
                ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(width);
                    option_ui(ui, option, library);
                });
            }
        });
    }
}

/// Check and word, as high as the badge at the other end of the row.
fn right_ui(ui: &mut Ui) {
    let t = Tokens::of(ui);
    let colour = t.c.good.strong;
    let words = ui.painter().layout_no_wrap("Right".to_owned(), t.font(Weight::SemiBold, theme::CAPTION), colour);
    let check = ui.painter().layout_no_wrap(icons::CHECK_CIRCLE_FILL.to_owned(), t.font(Weight::IconFill, 18.0), colour);
    let size = vec2(words.size().x + check.size().x + theme::S8, t.px(BADGE) * 2.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().galley(Align2::LEFT_CENTER.anchor_size(rect.left_center(), check.size()).min, check, colour);
    ui.painter().galley(Align2::RIGHT_CENTER.anchor_size(rect.right_center(), words.size()).min, words, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, "Right"));
}

/// An option. What is right has an outline, a check and the word, never a colour alone.
fn option_ui(ui: &mut Ui, option: &OptionModel, library: &Library) {
    let t = Tokens::of(ui);
    let frame = Frame::new().inner_margin(Margin::symmetric(10, 6));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::S8;
            badge(ui, option.answer, BADGE);
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if option.right {
                    right_ui(ui);
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.spacing_mut().item_spacing.y = theme::S4;
                    // In the middle of the badge beside it.
                    ui.add_space(t.px(2.0));
                    if !option.text.is_empty() {
                        marked(ui, &option.text, Weight::Medium, theme::BODY, t.c.ink);
                    }
                    if let Some(picture) = &option.picture {
                        picture_ui(ui, library, picture, OPTION_PICTURE * t.scale.min(1.3));
                    }
                    if let Some(thought) = &option.misconception {
                        marked(ui, thought, Weight::Regular, theme::CAPTION, t.c.soft);
                    }
                });
            });
        });
    });
    if option.right {
        let stroke = Stroke::new(theme::STROKE_STRONG, t.c.good.strong);
        ui.painter().rect_stroke(shown.response.rect, theme::ROUND_CONTROL, stroke, StrokeKind::Inside);
    }
}

//! The frame of a lesson: bar at the top, actions at the bottom, the phase between.

use eframe::egui::{Align, CentralPanel, Frame, Layout, Margin, Panel, Popup, Rect, TextureId, Ui, UiBuilder, vec2};

use super::super::news::news_ui;
use super::model::{TeachModel, next_step};
use super::{asking, closed, picture, prepare};
use crate::app::command::{CameraChoice, Command, Commands};
use crate::app::lesson::{Lesson, Phase, Step};
use crate::app::state::State;
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, ends, line, rule, steps, truncated};

/// Width of the primary button.
const PRIMARY_WIDTH: f32 = 292.0;

/// Draws it.
pub fn teach_ui(ui: &mut Ui, state: &mut State, preview: Option<TextureId>, send: &mut Commands) {
    let Some(mut lesson) = state.lesson.take() else { return };
    let model = TeachModel::of(state, &lesson);
    top_bar(ui, state, &lesson, &model, send);
    action_bar(ui, &lesson, &model, send);
    news_ui(ui, state, send);
    let t = Tokens::of(ui);
    let page = Frame::new().fill(t.c.bg).inner_margin(Margin::symmetric(24, 24));
    CentralPanel::default().frame(page).show(ui, |ui| {
        let whole = ui.available_rect_before_wrap();
        // Large text or a narrow window: the picture gives way to the words.
        let tight = t.scale >= 1.5 || whole.width() < 1050.0;
        let gap = if tight { theme::S24 } else { theme::S32 };
        // The bars are what a closed question is about; beside them stands little.
        let share = if matches!(lesson.phase, Phase::Closed(_)) { 0.6 } else { 0.46 };
        let left_width = if tight { whole.width() * share } else { (whole.width() - gap - 408.0).max(whole.width() * 0.6) };
        let left = Rect::from_min_size(whole.min, vec2(left_width.round(), whole.height()));
        let right = Rect::from_min_max(whole.min + vec2(left_width.round() + gap, 0.0), whole.max);
        let layout = Layout::top_down(Align::Min);
        ui.scope_builder(UiBuilder::new().id_salt("left").max_rect(left).layout(layout), |ui| match lesson.phase {
            Phase::Closed(step) => closed::chart_ui(ui, &model, step, &lesson, send),
            _ => picture::picture_ui(ui, &lesson, &model, preview, send),
        });
        ui.scope_builder(UiBuilder::new().id_salt("right").max_rect(right).layout(layout), |ui| match lesson.phase {
            Phase::Preparing | Phase::Opening => prepare::prepare_ui(ui, state, &mut lesson, &model, send),
            Phase::Asking => asking::asking_ui(ui, &state.library, &lesson, &model, send),
            Phase::Closed(step) => closed::side_ui(ui, &lesson, &model, step, send),
        });
    });
    state.lesson = Some(lesson);
}

fn top_bar(ui: &mut Ui, state: &State, lesson: &Lesson, model: &TeachModel, send: &mut Commands) {
    let t = Tokens::of(ui);
    let frame = Frame::new().fill(t.c.bg).inner_margin(Margin { left: 16, right: 24, top: 0, bottom: 0 });
    Panel::top("lesson").exact_size(t.tall(theme::TOP_BAR)).resizable(false).frame(frame).show(ui, |ui| {
        let left = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing.x = theme::S8;
            let leave = Button::quiet("").icon(icons::CARET_LEFT).name("Leave the lesson").show(ui).clicked();
            ui.scope(|ui| {
                ui.set_max_width(260.0);
                truncated(ui, &model.class, Weight::SemiBold, theme::PRIMARY, t.c.ink);
            });
            ui.add_space(theme::S4);
            truncated(ui, &model.about, Weight::Regular, theme::BODY, t.c.soft);
            leave
        };
        let height = ui.available_height();
        let (leave, ()) = ends(ui, height, left, |ui| {
            let label = format!("Camera: {}", lesson.camera.name());
            let label = if t.scale > 1.4 { "Camera" } else { &label };
            let button = Button::plain(label).icon(icons::CAMERA).trailing(icons::CARET_DOWN).name("Choose the camera").show(ui);
            Popup::menu(&button).show(|ui| camera_menu(ui, state, lesson, send));
        });
        if leave {
            send.send(Command::LeaveLesson);
        }
    });
}

/// The choice of cameras.
pub fn camera_menu(ui: &mut Ui, state: &State, lesson: &Lesson, send: &mut Commands) {
    let width = 280.0 * Tokens::of(ui).scale.min(1.6);
    ui.set_width(width);
    ui.spacing_mut().item_spacing.y = theme::S4;
    let mut entry = |ui: &mut Ui, label: &str, glyph: &str, command: Command| {
        if Button::quiet(label).icon(glyph).left().width(width).show(ui).clicked() {
            send.send(command);
        }
    };
    let webcams = state.webcams.as_deref().unwrap_or_default();
    for info in webcams {
        let choice = CameraChoice::Webcam(info.clone());
        let glyph = if lesson.camera == choice { icons::CHECK } else { icons::VIDEO_CAMERA };
        entry(ui, &info.name, glyph, Command::ChooseCamera(choice));
    }
    if webcams.is_empty() {
        let t = Tokens::of(ui);
        line(ui, "No webcam found", Weight::Regular, theme::CAPTION, t.c.soft);
    }
    entry(ui, "Look for webcams again", icons::ARROWS_CLOCKWISE, Command::LookForWebcams);
    rule(ui);
    entry(ui, "Open photographs", icons::IMAGES, Command::ChoosePhotos);
    let glyph = if lesson.camera == CameraChoice::Room { icons::CHECK } else { icons::STUDENT };
    entry(ui, "Simulated room", glyph, Command::ChooseCamera(CameraChoice::Room));
    entry(ui, "No camera", icons::CAMERA_SLASH, Command::ChooseCamera(CameraChoice::Nothing));
}

fn action_bar(ui: &mut Ui, lesson: &Lesson, model: &TeachModel, send: &mut Commands) {
    let t = Tokens::of(ui);
    let frame = Frame::new().fill(t.c.surface).inner_margin(Margin { left: 20, right: 32, top: 0, bottom: 0 });
    Panel::bottom("actions").exact_size(t.tall(theme::ACTION_BAR)).resizable(false).frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = theme::S16;
        let (height, width) = (ui.available_height(), PRIMARY_WIDTH.min(ui.available_width() * 0.5));
        let left = |ui: &mut Ui| {
            let has_room = ui.available_width() > 560.0 * t.scale;
            let pressed = left_actions(ui, lesson, model);
            if let Phase::Closed(step) = lesson.phase
                && has_room
            {
                let (names, at): (&[&str], usize) = match (model.has_right, step) {
                    (true, step) => (&["Closed", "Chart", "Right answer"], step as usize),
                    (false, step) => (&["Closed", "Chart"], (step as usize).min(1)),
                };
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let width = if model.has_right { 310.0 } else { 180.0 } * t.scale;
                    ui.add_space(theme::S8);
                    ui.allocate_ui_with_layout(vec2(width, ui.available_height()), Layout::left_to_right(Align::Center), |ui| {
                        steps(ui, names, at);
                    });
                });
            }
            pressed
        };
        let (pressed, ()) = ends(ui, height, left, |ui| primary_ui(ui, lesson, model, width, send));
        if let Some(command) = pressed {
            send.send(command);
        }
    });
}

fn primary_ui(ui: &mut Ui, lesson: &Lesson, model: &TeachModel, width: f32, send: &mut Commands) {
    match lesson.phase {
        Phase::Preparing => {
            let draft = lesson.next_question();
            let button = Button::primary("Start reading").icon(icons::PLAY).key("Space").width(width).unless(draft.err());
            if button.show(ui).clicked() {
                send.send(Command::StartReading);
            }
        }
        Phase::Opening => {
            Button::primary("Start reading").key("Space").width(width).unless(Some("It is being started")).show(ui);
        }
        Phase::Asking => {
            // While no picture comes, the next step is the camera: one filled button a screen.
            let button = if lesson.seen.lost.is_some() { Button::plain("Close question") } else { Button::primary("Close question") };
            if button.key("Space").width(width).show(ui).clicked() {
                send.send(Command::CloseQuestion);
            }
        }
        Phase::Closed(step) => {
            let (label, command) = next_step(step, model.has_right);
            let button = match (step, &command) {
                (Step::Closed, _) => Button::primary(label).icon(icons::CHART_BAR),
                (_, Command::NextQuestion) => Button::primary(label).icon(icons::SKIP_FORWARD),
                // Its words fill the width already; an icon would make the button grow under the pointer.
                _ => Button::primary(label),
            };
            if button.key("Space").width(width).show(ui).clicked() {
                send.send(command);
            }
        }
    }
}

/// What was pressed of the actions at the left.
fn left_actions(ui: &mut Ui, lesson: &Lesson, model: &TeachModel) -> Option<Command> {
    let t = Tokens::of(ui);
    ui.spacing_mut().item_spacing.x = theme::S12;
    let mut pressed = None;
    match lesson.phase {
        Phase::Preparing | Phase::Opening => {
            let words = match lesson.next_question() {
                Err(missing) => missing,
                Ok(question) if question.key.is_survey() => "No right answer marked: it counts as a survey",
                Ok(_) => "",
            };
            truncated(ui, words, Weight::Regular, theme::CAPTION, t.c.soft);
        }
        Phase::Asking => {
            let label = if lesson.hand { "Done by hand" } else { "By hand" };
            if Button::quiet(label).icon(icons::PENCIL_SIMPLE).key("E").show(ui).clicked() {
                pressed = Some(Command::ToggleHand);
            }
        }
        Phase::Closed(step) => {
            if Button::quiet("Reopen").icon(icons::ARROW_COUNTER_CLOCKWISE).key("R").show(ui).clicked() {
                pressed = Some(Command::Reopen);
            }
            let is_primary = next_step(step, model.has_right).1 == Command::NextQuestion;
            if !is_primary && Button::quiet("Skip to the next question").icon(icons::SKIP_FORWARD).show(ui).clicked() {
                pressed = Some(Command::NextQuestion);
            }
        }
    }
    pressed
}

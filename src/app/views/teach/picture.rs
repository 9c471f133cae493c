//! The camera's picture with the marks on the cards; or why there is none.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{
    Align, Align2, CornerRadius, Galley, Layout, Painter, Pos2, Rect, Role, ScrollArea, Sense, Shape, Stroke, TextureId, Ui, UiBuilder,
    Vec2, WidgetInfo, pos2, vec2,
};

use super::labels::{Wish, arranged};
use super::model::{MarkKind, MarkModel, TeachModel};
use crate::app::command::{CameraChoice, Command, Commands};
use crate::app::lesson::{Lesson, Phase};
use crate::app::preview::grown;
use crate::app::theme::{self, Colours, Tokens, Weight, icons};
use crate::app::widgets::{Base, Button, ends, icon, lay_out, line, paint_badge, paragraph, truncated};
use crate::cards::Answer;
use crate::vision::Point;

/// Where the card's white rim ends, from the code's black square.
const RIM: f32 = 1.36;

/// With more cards than this, or in a picture narrower than this in points, names would cover cards.
const MOST_NAMES: usize = 36;
const NARROW: f32 = 560.0;
/// Longest name on the picture, in heights of its letters; a longer one is cut.
const NAME_WIDTH: f32 = 11.0;

/// Draws it over the whole room, with the line of status under it.
pub fn picture_ui(ui: &mut Ui, lesson: &Lesson, model: &TeachModel, preview: Option<TextureId>, send: &mut Commands) {
    let t = Tokens::of(ui);
    let room = ui.available_rect_before_wrap();
    let status = t.tall(theme::TARGET) + theme::S12;
    let frame = Rect::from_min_size(room.min, vec2(room.width(), room.height() - status));
    let nothing = lesson.camera == CameraChoice::Nothing;
    if lesson.seen.lost.is_some() || nothing {
        lost_ui(ui, room, lesson, model, send);
        return;
    }
    let (frame, response) = (frame, ui.allocate_rect(frame, Sense::hover()));
    ui.painter().rect_filled(frame, theme::ROUND_CARD, Colours::MARKS.room);
    if let (Some(texture), Some([w, h])) = (preview, lesson.seen.size) {
        let zoom = (frame.width() / w as f32).min(frame.height() / h as f32);
        let picture = Rect::from_center_size(frame.center(), vec2(w as f32, h as f32) * zoom);
        // The corners are rounded where the picture fills the frame.
        let round = if (picture.height() - frame.height()).abs() < 2.0 && (picture.width() - frame.width()).abs() < 2.0 {
            theme::ROUND_CARD
        } else {
            0.0
        };
        let shape = eframe::egui::epaint::RectShape::filled(picture, CornerRadius::same(round as u8), Colours::PAPER.0)
            .with_texture(texture, Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0)));
        ui.painter().add(shape);
        let painter = ui.painter().with_clip_rect(frame.intersect(ui.clip_rect()));
        // The centre of the first pixel is (0, 0), in the picture and in its preview.
        let place = |p: Point| picture.min + (vec2(p.x, p.y) * lesson.seen.scale + Vec2::splat(0.5)) * zoom;
        marks_ui(&painter, &t, lesson, model, place);
    } else {
        waiting_ui(ui, lesson, frame);
    }
    let spoken = model.counted();
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("The camera's picture. {spoken}")));
    let below = Rect::from_min_max(pos2(room.left(), frame.bottom() + theme::S12), room.max);
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| status_ui(ui, lesson, send));
}

fn waiting_ui(ui: &mut Ui, lesson: &Lesson, frame: Rect) {
    let t = Tokens::of(ui);
    let words = match &lesson.camera {
        CameraChoice::Photos(_) if lesson.seen.finished => "None could be read. Open other photographs under Camera",
        CameraChoice::Photos(_) if lesson.phase == Phase::Asking => "",
        CameraChoice::Photos(files) if files.len() == 1 => "1 photograph is ready. It is read when you start",
        CameraChoice::Photos(_) => "The photographs are ready. They are read when you start",
        _ if lesson.seen.opening => "Looking for the camera…",
        _ => "",
    };
    ui.painter().text(frame.center(), Align2::CENTER_CENTER, words, t.font(Weight::Medium, theme::BODY), Colours::MARKS.on_label);
}

/// Whether pictures are being read for a question.
fn is_reading(lesson: &Lesson) -> bool {
    lesson.phase == Phase::Asking && !lesson.seen.finished
}

/// What is being done with the pictures.
fn status(lesson: &Lesson) -> String {
    let CameraChoice::Photos(files) = &lesson.camera else {
        return if is_reading(lesson) { "Reading" } else { "Looking" }.to_owned();
    };
    let (all, read, unread) = (files.len() as u64, lesson.seen.pictures, lesson.photo_news.len() as u64);
    match (lesson.seen.finished, read, unread) {
        (false, ..) if !is_reading(lesson) => "Photographs".to_owned(),
        (false, ..) => format!("Reading photograph {} of {all}", (read + unread + 1).min(all)),
        (true, 0, _) => "No photograph read".to_owned(),
        (true, _, 0) => "All photographs read".to_owned(),
        (true, read, _) => format!("{read} of {all} photographs read"),
    }
}

fn status_ui(ui: &mut Ui, lesson: &Lesson, send: &mut Commands) {
    let t = Tokens::of(ui);
    let left = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.x = theme::S8;
        let reading = is_reading(lesson);
        let word = status(lesson);
        let colour = if reading { t.c.good.strong } else { t.c.soft };
        ui.add_space(theme::S4);
        icon(ui, icons::CAMERA, true, 20.0, colour);
        line(ui, &word, Weight::SemiBold, theme::BODY, t.c.ink);
        let what = match &lesson.camera {
            CameraChoice::Photos(_) => "They stay where they are.".to_owned(),
            other => format!("{}. Only you see this picture; it is never stored.", other.name()),
        };
        truncated(ui, &what, Weight::Regular, theme::BODY, t.c.soft);
    };
    let height = ui.available_height();
    ends(ui, height, left, |ui| {
        if is_reading(lesson) && matches!(lesson.camera, CameraChoice::Photos(_)) && Button::quiet("Stop").icon(icons::X).show(ui).clicked()
        {
            send.send(Command::ChooseCamera(CameraChoice::Nothing));
        }
        if lesson.phase == Phase::Asking {
            let (label, glyph) = if lesson.answers_shown { ("Answers shown", icons::EYE) } else { ("Answers hidden", icons::EYE_SLASH) };
            let nameless = lesson.nameless.then_some("This question is asked without names");
            if Button::plain(label).icon(glyph).key("H").unless(nameless).show(ui).clicked() {
                send.send(Command::ToggleAnswers);
            }
        }
    });
}

fn marks_ui(painter: &Painter, t: &Tokens, lesson: &Lesson, model: &TeachModel, place: impl Fn(Point) -> Pos2) {
    let colours = Colours::MARKS;
    let quads: Vec<[Pos2; 4]> = model.marks.iter().map(|m| grown(&m.corners, RIM).map(&place)).collect();
    for (mark, quad) in model.marks.iter().zip(&quads) {
        match mark.kind {
            MarkKind::Kept => {
                painter.add(Shape::closed_line(quad.to_vec(), Stroke::new(2.5, colours.read)));
            }
            MarkKind::HoldStill => dashed(painter, quad, Stroke::new(1.5, colours.read)),
            MarkKind::Twice => dashed(painter, quad, Stroke::new(2.5, colours.amber)),
        }
    }
    // Names after all outlines, so that none is crossed.
    let crowded = t.scale >= 1.5 || model.marks.len() > MOST_NAMES || painter.clip_rect().width() < NARROW;
    let size = (theme::HEAD * t.scale.min(1.3)).round();
    let names: Vec<Arc<Galley>> = model.marks.iter().map(|mark| name(painter, mark, size)).collect();
    let shown = |mark: &MarkModel| mark.answer.filter(|_| lesson.answers_shown);
    let wish = |((mark, quad), words): ((&MarkModel, _), &Arc<Galley>)| {
        let is_kept = mark.kind == MarkKind::Kept;
        Wish { quad, is_kept, has_sign: is_kept || shown(mark).is_some(), width: words.size().x }
    };
    let wishes: Vec<Wish<'_>> = model.marks.iter().zip(&quads).zip(&names).map(wish).collect();
    for label in arranged(&wishes, painter.clip_rect(), size, crowded) {
        let mark = &model.marks[label.card];
        label_ui(painter, t, mark, shown(mark), label.pill, size, label.has_name.then(|| names[label.card].clone()));
    }
}

fn dashed(painter: &Painter, quad: &[Pos2; 4], stroke: Stroke) {
    let mut path = quad.to_vec();
    path.push(quad[0]);
    painter.extend(Shape::dashed_line(&path, stroke, 6.0, 4.0));
}

/// A tick or the answer, and the name where it has room.
fn label_ui(painter: &Painter, t: &Tokens, mark: &MarkModel, shown: Option<Answer>, pill: Rect, size: f32, words: Option<Arc<Galley>>) {
    let colours = Colours::MARKS;
    painter.rect_filled(pill, 6.0, colours.label);
    let centre = pos2(pill.left() + 6.0 + size / 2.0, pill.center().y);
    if let Some(answer) = shown {
        paint_badge(painter, t, centre, size / 2.0 + 1.0, answer);
    } else if mark.kind == MarkKind::Kept {
        painter.circle_filled(centre, size / 2.0 - 0.5, colours.tick);
        painter.text(centre, Align2::CENTER_CENTER, icons::CHECK, Weight::Icon.at(size - 4.0), colours.on_tick);
    }
    if let Some(words) = words {
        painter.galley(pos2(pill.right() - 6.0 - words.size().x, pill.center().y - words.size().y / 2.0), words, colours.on_label);
    }
}

/// The name as it is written at a card.
fn name(painter: &Painter, mark: &MarkModel, size: f32) -> Arc<Galley> {
    let (text, colour) = match mark.kind {
        MarkKind::Twice => (format!("{} 2×", mark.name), Colours::MARKS.amber),
        MarkKind::Kept | MarkKind::HoldStill => (mark.name.clone(), Colours::MARKS.on_label),
    };
    let mut job = LayoutJob::simple_singleline(text, Weight::SemiBold.at(size), colour);
    job.wrap = TextWrapping::truncate_at_width(size * NAME_WIDTH);
    lay_out(painter, job, Base::LeftToRight)
}

/// No picture: where, what is kept, what next.
fn lost_ui(ui: &mut Ui, room: Rect, lesson: &Lesson, model: &TeachModel, send: &mut Commands) {
    let t = Tokens::of(ui);
    ui.allocate_rect(room, Sense::hover());
    ui.painter().rect(room, theme::ROUND_CARD, t.c.sunken, t.line(), eframe::egui::StrokeKind::Inside);
    // Large text needs all the room there is, and may need more.
    let large = t.scale >= 1.5;
    let height = if large { room.height() } else { 330.0 * t.scale };
    let inner = Rect::from_center_size(room.center(), vec2(room.width() - 48.0, height.min(room.height() - 16.0)));
    let nothing = lesson.seen.lost.is_none();
    let (title, why) = lesson
        .seen
        .lost
        .clone()
        .unwrap_or_else(|| ("No camera is chosen".to_owned(), "Plug one in, open photographs, or take the simulated room".to_owned()));
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(Layout::top_down(Align::Center)), |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.vertical_centered(|ui| {
                ui.spacing_mut().item_spacing.y = theme::S8;
                if !large {
                    let (circle, _) = ui.allocate_exact_size(Vec2::splat(80.0), Sense::hover());
                    ui.painter().circle_filled(circle.center(), 40.0, t.c.surface);
                    ui.painter().text(circle.center(), Align2::CENTER_CENTER, icons::CAMERA_SLASH, Weight::Icon.at(38.0), t.c.ink);
                }
                ui.add_space(theme::S12);
                paragraph(ui, &title, Weight::SemiBold, if large { theme::HEADING } else { theme::QUESTION }, t.c.ink);
                let kept = match (lesson.phase, model.answered) {
                    (Phase::Asking, 1) => " The answer read so far is kept.".to_owned(),
                    (Phase::Asking, n) if n > 0 => format!(" The {n} answers read so far are kept."),
                    _ => String::new(),
                };
                paragraph(ui, &format!("{why}.{kept}"), Weight::Regular, theme::BODY, t.c.soft);
                ui.add_space(theme::S12);
                buttons(ui, nothing, send);
                ui.add_space(theme::S8);
                if lesson.phase == Phase::Asking {
                    paragraph(ui, "Or go on without one: enter answers by hand with E.", Weight::Regular, theme::BODY, t.c.soft);
                } else {
                    paragraph(ui, "Or start without one and enter answers by hand.", Weight::Regular, theme::BODY, t.c.soft);
                }
            });
        });
    });
}

fn buttons(ui: &mut Ui, nothing: bool, send: &mut Commands) {
    let width = ui.available_width();
    // Centred by hand: a wrapping row cannot be.
    let id = ui.scope_id().with("buttons");
    let known: f32 = ui.ctx().data(|d| d.get_temp(id)).unwrap_or(0.0);
    let stacked = known > width;
    let layout = if stacked { Layout::top_down(Align::Center) } else { Layout::left_to_right(Align::Center) };
    let row = ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
        if !stacked {
            ui.add_space(((width - known) / 2.0).max(0.0));
        }
        let mut total = 0.0;
        let mut add = |ui: &mut Ui, button: Button<'_>, command: Command| {
            let response = button.show(ui);
            total += response.rect.width() + theme::S12;
            if response.clicked() {
                send.send(command);
            }
        };
        if !nothing {
            add(ui, Button::primary("Try again").icon(icons::ARROWS_CLOCKWISE).key("Enter"), Command::TryAgain);
        }
        add(ui, Button::plain("Simulated room").icon(icons::STUDENT), Command::ChooseCamera(CameraChoice::Room));
        let photos = Button::plain("Photographs").icon(icons::IMAGES).name("Open photographs instead");
        add(ui, photos, Command::ChoosePhotos);
        total - theme::S12
    });
    ui.ctx().data_mut(|d| d.insert_temp(id, row.inner));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::lesson::Seen;

    #[test]
    fn the_status_says_how_far_the_photographs_are() {
        let files = (0..12).map(|i| format!("{i}.jpg").into()).collect();
        let mut lesson = Lesson { phase: Phase::Asking, ..Lesson::new(1, CameraChoice::Photos(files)) };
        assert_eq!(status(&lesson), "Reading photograph 1 of 12");
        lesson.seen.pictures = 3;
        lesson.photo_news.push("holiday.jpg was not read".to_owned());
        assert_eq!(status(&lesson), "Reading photograph 5 of 12");
        lesson.seen = Seen { pictures: 11, finished: true, ..Seen::default() };
        assert_eq!(status(&lesson), "11 of 12 photographs read");
        lesson.photo_news.clear();
        assert_eq!(status(&lesson), "All photographs read");
        lesson.seen.pictures = 0;
        assert_eq!(status(&lesson), "No photograph read");
    }
}

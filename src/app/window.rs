//! The window: each frame takes in news, draws the screen from the state, and then applies what the views asked for.

use std::path::PathBuf;

use eframe::egui::{self, Context, TextureHandle, TextureOptions, Ui};

use super::command::{CameraChoice, Command, Commands};
use super::desk::{Desk, Order};
use super::dialogs::Jobs;
use super::eye::{Eye, Health};
use super::lesson::Phase;
use super::state::State;
use super::theme;
use super::{AppError, news, views};
use crate::cameras::CameraError;
use crate::classroom::AnswerSource;

/// What a window may be told at its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WindowOptions {
    /// The simulated room gives pictures as fast as they are read, and none is lost: for tests.
    pub unpaced_room: bool,
}

/// The whole window.
pub struct Window {
    pub(super) state: State,
    pub(super) desk: Desk,
    pub(super) data: PathBuf,
    pub(super) eye: Option<Eye>,
    pub(super) jobs: Jobs,
    pub(super) texture: Option<TextureHandle>,
    pub(super) options: WindowOptions,
    pub(super) ctx: Context,
    commands: Commands,
}

impl Window {
    /// A window on this teacher's file, which is made if it is missing.
    pub fn new(ctx: &Context, data: PathBuf, options: WindowOptions) -> Result<Self, AppError> {
        ctx.set_fonts(theme::definitions());
        let mut desk = Desk::open(data.clone(), ctx)?;
        desk.order(Order::Classes);
        let window = Self {
            state: State::default(),
            desk,
            data,
            eye: None,
            jobs: Jobs::new(ctx),
            texture: None,
            options,
            ctx: ctx.clone(),
            commands: Commands::default(),
        };
        window.look_for_webcams();
        Ok(window)
    }

    pub(super) fn look_for_webcams(&self) {
        self.jobs.run("look for webcams", || super::dialogs::Outcome::Webcams(super::cameras::webcams()));
    }

    /// Takes in what the threads have to say.
    fn take_in(&mut self) {
        for piece in self.desk.news() {
            self.hear(piece);
        }
        if self.desk.is_gone() && self.state.unusable.is_none() {
            let why = "The teacher's file is no longer open. Close the window and open it again".to_owned();
            self.state.unusable = Some(super::desk::Unusable { why, backup: None, today: super::clock::today() });
        }
        for outcome in self.jobs.done() {
            self.finish(outcome);
        }
        self.watch();
    }

    /// Takes in what the camera saw.
    fn watch(&mut self) {
        let Some(eye) = &self.eye else { return };
        let look = eye.look();
        let Some(lesson) = &mut self.state.lesson else { return };
        let source = if matches!(lesson.camera, CameraChoice::Photos(_)) { AnswerSource::Photo } else { AnswerSource::Card };
        if let Some(glimpse) = look.glimpse {
            lesson.seen.size = Some(glimpse.preview.size);
            lesson.seen.scale = glimpse.scale;
            lesson.seen.reads = glimpse.reads;
            lesson.seen.conflicts = glimpse.conflicts;
            lesson.seen.mirrored = glimpse.mirrored;
            lesson.seen.pictures = glimpse.pictures;
            match &mut self.texture {
                Some(texture) => texture.set(glimpse.preview, TextureOptions::LINEAR),
                None => self.texture = Some(self.ctx.load_texture("preview", glimpse.preview, TextureOptions::LINEAR)),
            }
        }
        let name = lesson.camera.name().to_owned();
        lesson.seen.opening = matches!(look.health, Health::StillOpening);
        lesson.seen.finished = matches!(&look.health, Health::Ended(why) if matches!(**why, CameraError::Finished { .. }));
        lesson.seen.lost = match &look.health {
            Health::Ended(why) if !lesson.seen.finished => Some(news::lost(&name, why)),
            Health::Stalled => Some((format!("No picture from {name}"), "It has stopped sending pictures. Check its cable".to_owned())),
            _ => None,
        };
        let asking = lesson.record.as_ref().map(|r| r.id).filter(|_| lesson.phase == Phase::Asking);
        for settled in look.settled {
            let student = self.state.students.iter().find(|s| s.active && s.card == settled.card);
            if let (Some(asking), Some(student)) = (asking, student) {
                self.desk.order(Order::Answer(super::desk::GivenAnswer {
                    asking,
                    student: student.id,
                    answer: settled.answer,
                    source,
                    confidence: Some(settled.confidence),
                    at: super::clock::now(),
                }));
            }
        }
        for problem in look.problems {
            self.say_photo_problem(&problem);
        }
    }

    fn draw(&mut self, ui: &mut Ui) {
        let state = &mut self.state;
        views::keys(ui.ctx(), state, &mut self.commands);
        views::screen_ui(ui, state, self.texture.as_ref().map(TextureHandle::id), &mut self.commands);
        views::place_ui(ui.ctx(), state, &mut self.commands);
        views::dialog_ui(ui.ctx(), state, &mut self.commands);
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        theme::apply(ctx, self.state.look, self.state.size);
        self.take_in();
        let dropped: Vec<PathBuf> =
            ctx.input(|i| i.raw.dropped_files.iter().map(|f| f.path().to_path_buf()).filter(|p| !p.as_os_str().is_empty()).collect());
        if !dropped.is_empty() {
            self.take_files(dropped);
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
        let commands: Vec<Command> = self.commands.take();
        if !commands.is_empty() {
            for command in commands {
                self.apply(command);
            }
            ui.ctx().request_repaint();
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

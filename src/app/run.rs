//! Opening the native window.

use std::path::PathBuf;

use eframe::egui::{IconData, ViewportBuilder};

use super::AppError;
use super::window::{Window, WindowOptions};

/// Opens the window on this teacher's file and returns when it is closed.
pub fn run(data: PathBuf) -> Result<(), AppError> {
    let viewport = ViewportBuilder::default()
        .with_title("Quarterturn")
        .with_app_id("quarterturn")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([720.0, 520.0])
        .with_drag_and_drop(true)
        .with_icon(IconData::default());
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let make: eframe::AppCreator<'_> = Box::new(move |cc| {
        let window = Window::new(&cc.egui_ctx, data, WindowOptions::default())?;
        Ok(Box::new(window) as Box<dyn eframe::App>)
    });
    eframe::run_native("Quarterturn", options, make).map_err(|problem| AppError::NoWindow(problem.to_string()))
}

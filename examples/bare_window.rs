//! The least that a window with a chart can be: what Biota's own start is measured against.
//!
//! Same renderer, same size, one `egui_plot` chart of a year. Prints "frame 1" like the program's own trace.

use eframe::NativeOptions;
use egui::{CentralPanel, Ui, ViewportBuilder};
use egui_plot::{Line, Plot, PlotPoints};

struct Bare {
    frames: u64,
}

impl eframe::App for Bare {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frames += 1;
        if self.frames == 1 {
            eprintln!("frame 1");
        }
        CentralPanel::default().show(ui, |ui| {
            let points: PlotPoints<'_> =
                (0..365).map(|day| [f64::from(day), (f64::from(day) / 20.0).sin()]).collect();
            Plot::new("bare").show(ui, |plot| plot.line(Line::new("year", points)));
        });
    }
}

fn main() -> eframe::Result {
    let options = NativeOptions {
        viewport: ViewportBuilder::default().with_inner_size([1280.0, 860.0]),
        renderer: eframe::Renderer::Glow,
        centered: true,
        ..NativeOptions::default()
    };
    eframe::run_native("bare", options, Box::new(|_| Ok(Box::new(Bare { frames: 0 }))))
}

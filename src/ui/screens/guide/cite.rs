//! A short name that shows the whole title or citation when pointed at or reached by keyboard.

use egui::{Align2, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::guide::{Article, Guide, Recommendation};
use crate::ui::theme::{self, Family, SECONDARY, tokens};

/// "“Probiotic Skincare: How Gut Health Impacts Your Skin”, Indo Naturals".
pub(super) fn article_text(article: &Article) -> String {
    let title = if article.untitled {
        article.title.clone()
    } else {
        format!("“{}”", article.title)
    };
    let mut text = title;
    if let Some(author) = &article.author {
        text = format!("{text}, {author}");
    }
    if let Some(publisher) = &article.publisher {
        text = format!("{text}, for {publisher}");
    }
    text
}

/// "articles 1 2 3": each number on its own.
pub(in crate::ui::screens) fn articles_ui(ui: &mut Ui, recommendation: &Recommendation) -> bool {
    let word = if recommendation.articles.len() == 1 {
        "article"
    } else {
        "articles"
    };
    let mut pressed = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 2.0);
        ui.spacing_mut().interact_size.y = 20.0;
        ui.label(theme::secondary(word));
        for id in &recommendation.articles {
            if let Some(article) = Guide::embedded().article(*id) {
                let full = article_text(article);
                pressed |= cite_ui(ui, &id.to_string(), &article.label, &full).clicked();
            }
        }
        ui.label(theme::secondary(format!(
            "· {}",
            recommendation.advised_figure
        )));
    });
    pressed
}

/// The references by their short names.
pub(super) fn references_ui(ui: &mut Ui, recommendation: &Recommendation) -> bool {
    let mut pressed = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 2.0);
        ui.spacing_mut().interact_size.y = 20.0;
        for (index, id) in recommendation.references.iter().enumerate() {
            if let Some(reference) = Guide::embedded().reference(id) {
                if index > 0 {
                    ui.label(theme::secondary("·"));
                }
                let short = &reference.short;
                pressed |= cite_ui(ui, short, short, &reference.citation()).clicked();
            }
        }
    });
    pressed
}

fn cite_ui(ui: &mut Ui, short: &str, name: &str, full: &str) -> Response {
    let t = tokens(ui);
    let font = Family::Medium.at(SECONDARY);
    let words = ui
        .painter()
        .layout_no_wrap(short.to_owned(), font, t.accent);
    // Two points of room on each side make a number wide enough to point at.
    let size = vec2(words.size().x + 4.0, 20.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("{name}, {full}")));
    let place = Align2::CENTER_CENTER.align_size_within_rect(words.size(), rect);
    ui.painter().galley(place.min, words, t.accent);
    if response.hovered() {
        let line = Stroke::new(1.0, t.accent);
        ui.painter()
            .hline(place.x_range(), place.bottom() + 0.5, line);
    }
    if response.has_focus() {
        theme::focus_ring(ui, rect.shrink2(vec2(0.0, 2.0)), 4.0);
        response.show_tooltip_text(full);
    }
    response.on_hover_text(full)
}

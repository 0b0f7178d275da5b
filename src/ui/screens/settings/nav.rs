//! The sections of the settings and how one goes between them.

use egui::{Id, Ui, vec2};

use crate::ui::action::Actions;
use crate::ui::icons::{self, Icon};
use crate::ui::screens::form::choice_ui;
use crate::ui::theme::{self, Family, tokens};
use crate::ui::view::View;

/// A section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Trackers,
    Lists,
    Display,
    Journal,
    About,
}

const SECTION: &str = "settings.section";

impl Section {
    const ALL: [Self; 5] = [
        Self::Trackers,
        Self::Lists,
        Self::Display,
        Self::Journal,
        Self::About,
    ];

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Trackers => "trackers",
            Self::Lists => "lists",
            Self::Display => "display",
            Self::Journal => "journal",
            Self::About => "about",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Trackers => "Trackers",
            Self::Lists => "Lists",
            Self::Display => "Day and display",
            Self::Journal => "Journal",
            Self::About => "About",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Trackers => icons::SLIDERS,
            Self::Lists => icons::LIST,
            Self::Display => icons::PALETTE,
            Self::Journal => icons::DATABASE,
            Self::About => icons::INFO,
        }
    }

    /// The section that was open last.
    pub(super) fn remembered(view: &View<'_>) -> Self {
        let key = view.journal.settings().remembered(SECTION);
        let known = Self::ALL
            .into_iter()
            .find(|section| Some(section.key()) == key);
        known.unwrap_or(Self::Trackers)
    }
}

/// Asks for the section to be kept.
pub(super) fn remember(section: Section, actions: &mut Actions) {
    actions.remember(SECTION, section.key());
}

/// The sections below one another.
pub(super) fn side_ui(ui: &mut Ui, current: Section, actions: &mut Actions) {
    ui.vertical(|ui| {
        ui.set_width(160.0);
        ui.spacing_mut().item_spacing.y = 3.0;
        for section in Section::ALL {
            if entry_ui(ui, section, section == current) {
                remember(section, actions);
            }
        }
    });
}

/// The sections beside one another.
pub(super) fn above_ui(ui: &mut Ui, current: Section, actions: &mut Actions) {
    let choices = Section::ALL.map(|section| (section, section.label()));
    let id = Id::unique("settings: section");
    if let Some(section) = choice_ui(ui, id, "Section", &choices, current) {
        remember(section, actions);
    }
}

fn entry_ui(ui: &mut Ui, section: Section, is_current: bool) -> bool {
    let t = tokens(ui);
    let size = vec2(ui.available_width(), 34.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Tab, true, is_current, section.label())
    });
    let radius = f32::from(theme::FIELD_RADIUS);
    if is_current {
        ui.painter().rect_filled(rect, radius, t.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, t.hover);
    }
    if response.has_focus() {
        theme::focus_ring(ui, rect, radius);
    }
    let color = if is_current { t.text } else { t.muted };
    let middle = rect.left_center();
    ui.painter().text(
        middle + vec2(10.0, 0.0),
        egui::Align2::LEFT_CENTER,
        section.icon(),
        icons::icon_font(17.0),
        color,
    );
    ui.painter().text(
        middle + vec2(36.0, 0.0),
        egui::Align2::LEFT_CENTER,
        section.label(),
        Family::Medium.at(theme::BODY),
        t.text,
    );
    response.clicked()
}

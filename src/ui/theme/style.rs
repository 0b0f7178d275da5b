//! egui's style in both themes, made from the tokens, and the settings a person has for it.

use egui::style::{
    ScrollAnimation, ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets,
};
use egui::{
    Color32, Context, CornerRadius, Margin, Rect, Response, Shadow, Stroke, StrokeKind, Style,
    TextStyle, Theme, ThemePreference, Ui, Visuals, vec2,
};

use super::tokens::{Tokens, tokens};
use super::{AXIS, BODY, Family, SECONDARY, TITLE};

/// Sizes are multiples of this.
pub const GRID: f32 = 4.0;
/// Pages are no wider, however wide the window: longer lines are hard to read.
pub const WIDEST_PAGE: f32 = 1_400.0;
/// Between cards.
pub const GAP: f32 = 14.0;
/// Corner radius of cards.
pub const CARD_RADIUS: u8 = 12;
/// Corner radius of buttons and fields.
pub const FIELD_RADIUS: u8 = 8;
/// Nothing one clicks is lower than this.
pub const HIT_HEIGHT: f32 = 28.0;
/// Below this width in points, wide controls take their narrow form.
pub const NARROW_WIDTH: f32 = 560.0;

/// What a person set about the look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Appearance {
    /// Light, dark, or as the system says (light where it says nothing).
    pub theme: ThemePreference,
    /// 1 is 100 %; held to 0.8–2.
    pub text_scale: f32,
    /// Nothing moves by itself.
    pub reduced_motion: bool,
}

impl Default for Appearance {
    fn default() -> Self {
        Self {
            theme: ThemePreference::System,
            text_scale: 1.0,
            reduced_motion: false,
        }
    }
}

/// Installs the faces and both styles; once per window, before anything is drawn.
pub fn install(context: &Context) {
    context.set_fonts(super::definitions());
    context.options_mut(|options| {
        options.fallback_theme = Theme::Light;
        // The app has its own zoom commands, which the setting remembers.
        options.zoom_with_keyboard = false;
    });
    apply(context, &Appearance::default());
}

/// Puts a changed appearance into effect from the next frame on.
pub fn apply(context: &Context, appearance: &Appearance) {
    context.set_theme(appearance.theme);
    // Everything grows together: text, hit targets and spacing keep their proportions, and a window
    // at 200 % is laid out like one of half the width.
    let scale = appearance.text_scale;
    let scale = if scale.is_finite() {
        scale.clamp(0.8, 2.0)
    } else {
        1.0
    };
    context.set_zoom_factor(scale);
    for theme in [Theme::Light, Theme::Dark] {
        context.set_style_of(theme, style(theme, appearance.reduced_motion));
    }
}

/// How long a movement may take, in seconds: zero with reduced motion.
pub fn motion_seconds(ui: &Ui) -> f32 {
    ui.style().animation_time
}

/// Whether the window is too narrow for wide controls, as at 200 % text on a small screen.
pub fn is_narrow(ui: &Ui) -> bool {
    ui.ctx().content_rect().width() < NARROW_WIDTH
}

/// A colour `fraction` of the way from one to another, for tints that follow a mark.
pub fn mix(from: Color32, to: Color32, fraction: f32) -> Color32 {
    from.lerp_to_gamma(to, fraction)
}

/// A pixel from its parts as they are stored, each multiplied with the opacity.
pub fn premultiplied(red: u8, green: u8, blue: u8, alpha: u8) -> Color32 {
    Color32::from_rgba_premultiplied(red, green, blue, alpha)
}

/// Brings what the keyboard has just come to into sight.
pub fn follow_focus(response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

/// Paints the focus ring: 2 points of accent, 2 points off `rect`, whose corner radius is given.
pub fn focus_ring(ui: &Ui, rect: Rect, corner_radius: f32) {
    ui.painter().rect_stroke(
        rect.expand(2.0),
        corner_radius + 2.0,
        Stroke::new(2.0, tokens(ui).accent),
        StrokeKind::Outside,
    );
}

fn style(theme: Theme, reduced_motion: bool) -> Style {
    let t = Tokens::of(theme);
    let mut style = Style {
        text_styles: [
            (TextStyle::Heading, Family::SemiBold.at(TITLE)),
            (TextStyle::Body, Family::Regular.at(BODY)),
            (TextStyle::Button, Family::Medium.at(BODY)),
            (TextStyle::Small, Family::Regular.at(SECONDARY)),
            (TextStyle::Monospace, egui::FontId::monospace(BODY - 1.0)),
            (TextStyle::Name("axis".into()), Family::Tabular.at(AXIS)),
        ]
        .into(),
        animation_time: if reduced_motion { 0.0 } else { 0.1 },
        scroll_animation: if reduced_motion {
            ScrollAnimation::none()
        } else {
            ScrollAnimation::duration(0.12)
        },
        visuals: visuals(theme, t),
        ..Style::default()
    };
    style.visuals.text_cursor.blink = !reduced_motion;
    if reduced_motion {
        style.spacing.scroll.kinetic.decay_time = 0.0;
    }
    set_spacing(&mut style);
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style
}

fn set_spacing(style: &mut Style) {
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(2.0 * GRID, 2.0 * GRID);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(6);
    spacing.button_padding = vec2(3.0 * GRID, 1.5 * GRID);
    spacing.interact_size = vec2(40.0, 30.0);
    spacing.indent = 5.0 * GRID;
    spacing.slider_rail_height = 6.0;
    spacing.combo_width = 120.0;
    spacing.text_edit_width = 240.0;
    spacing.icon_width = 18.0;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = 2.0 * GRID;
    spacing.tooltip_width = 320.0;
    spacing.menu_width = 260.0;
    spacing.combo_height = 320.0;
    spacing.scroll = ScrollStyle {
        bar_width: 10.0,
        floating_width: 6.0,
        handle_min_length: 28.0,
        ..ScrollStyle::floating()
    };
}

fn visuals(theme: Theme, t: &Tokens) -> Visuals {
    let radius = CornerRadius::same(FIELD_RADIUS);
    let shadow = Shadow {
        offset: [0, 1],
        blur: 2,
        spread: 0,
        color: Color32::from_black_alpha(if theme == Theme::Dark { 80 } else { 20 }),
    };
    Visuals {
        dark_mode: theme == Theme::Dark,
        override_text_color: None,
        weak_text_color: Some(t.muted),
        widgets: widgets(t),
        selection: Selection {
            bg_fill: t.selection,
            stroke: Stroke::new(2.0, t.accent),
        },
        hyperlink_color: t.accent,
        faint_bg_color: t.hover,
        extreme_bg_color: t.background,
        text_edit_bg_color: Some(t.surface),
        code_bg_color: t.hover,
        warn_fg_color: t.caution_text,
        error_fg_color: t.danger_text,
        window_corner_radius: CornerRadius::same(CARD_RADIUS),
        window_shadow: shadow,
        window_fill: t.surface,
        window_stroke: Stroke::new(1.0, t.border),
        window_highlight_topmost: false,
        menu_corner_radius: radius,
        panel_fill: t.background,
        popup_shadow: shadow,
        text_cursor: TextCursorStyle {
            stroke: Stroke::new(2.0, t.accent),
            ..TextCursorStyle::default()
        },
        indent_has_left_vline: false,
        striped: false,
        slider_trailing_fill: true,
        interact_cursor: None,
        disabled_alpha: 0.55,
        ..theme.default_visuals()
    }
}

fn widgets(t: &Tokens) -> Widgets {
    let corner_radius = CornerRadius::same(FIELD_RADIUS);
    let with = |fill: Color32, edge: Stroke, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: edge,
        corner_radius,
        fg_stroke: Stroke::new(1.5, text),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: with(t.surface, Stroke::new(1.0, t.border), t.text),
        inactive: with(t.surface, Stroke::new(1.0, t.control_border), t.text),
        hovered: with(t.hover, Stroke::new(1.0, t.cell_border), t.text),
        // egui draws a control that has focus like one that is held down.
        active: with(t.hover, Stroke::new(2.0, t.accent), t.text),
        open: with(t.hover, Stroke::new(1.0, t.control_border), t.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_styles_keep_targets_high_and_text_readable() {
        for theme in [Theme::Light, Theme::Dark] {
            let style = style(theme, false);
            assert!(style.spacing.interact_size.y >= HIT_HEIGHT);
            assert!(style.text_styles.values().all(|font| font.size >= AXIS));
            assert!(style.animation_time > 0.0 && style.animation_time <= 0.15);
        }
    }

    #[test]
    fn reduced_motion_stops_every_movement() {
        let style = style(Theme::Light, true);
        assert!(style.animation_time <= 0.0);
        assert!(style.scroll_animation.duration.max <= 0.0);
        assert!(!style.visuals.text_cursor.blink);
    }

    #[test]
    fn applying_sets_theme_and_scale() {
        let context = Context::default();
        install(&context);
        for (asked, held) in [(2.0, 2.0), (7.0, 2.0), (0.1, 0.8), (f32::NAN, 1.0)] {
            let appearance = Appearance {
                theme: ThemePreference::Dark,
                text_scale: asked,
                reduced_motion: true,
            };
            apply(&context, &appearance);
            let mut output = context.run_ui(egui::RawInput::default(), |_| {});
            output.textures_delta.clear();
            assert!((context.zoom_factor() - held).abs() < 1e-6, "asked {asked}");
            assert_eq!(context.theme(), Theme::Dark);
        }
    }
}

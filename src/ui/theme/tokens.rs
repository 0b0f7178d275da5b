//! Design tokens of the light and the dark theme; the contrast they hold is left to `contrast`, styling egui with them to `style`.

use egui::{Color32, Theme, Ui};

/// All colours of one theme.
#[derive(Debug)]
pub struct Tokens {
    /// Behind cards.
    pub background: Color32,
    /// Navigation.
    pub rail: Color32,
    /// Cards, menus, fields.
    pub surface: Color32,
    /// Hairlines and the edge of cards.
    pub border: Color32,
    /// The edge of buttons, fields and chips that are off.
    pub control_border: Color32,
    /// The edge of a scale's cells, at least 3 : 1 against the surface.
    pub cell_border: Color32,
    /// Text.
    pub text: Color32,
    /// Secondary text, axes.
    pub muted: Color32,
    /// Primary button, focus ring, links.
    pub accent: Color32,
    /// The primary button under the pointer.
    pub accent_hover: Color32,
    /// Text on `accent` and `accent_hover`.
    pub on_accent: Color32,
    /// Behind selected text and the chosen segment.
    pub selection: Color32,
    /// Marks of what to watch out for.
    pub caution: Color32,
    /// Words of what to watch out for.
    pub caution_text: Color32,
    /// Words of errors and of deleting.
    pub danger_text: Color32,
    /// The empty part of a bar or ring.
    pub track: Color32,
    /// A scale's cell beyond the value.
    pub cell_off: Color32,
    /// A control under the pointer.
    pub hover: Color32,
    /// A control held down.
    pub pressed: Color32,
    /// Colours a tracker can have; it stores the index. 0, 1 and 2 are habit, symptom and context, 3 is caution.
    pub palette: [Tone; PALETTE_LEN],
    /// Lower-is-better scales, light to strong in one hue.
    pub severity: Ramp,
    /// Higher-is-better scales, in the habit hue.
    pub higher_is_better: Ramp,
    /// Scales on which neither end is better, in the context hue.
    pub neutral: Ramp,
}

/// How many colours the palette has.
pub const PALETTE_LEN: usize = 10;

/// Palette index of what a person does.
pub const HABIT: usize = 0;
/// Palette index of what a person feels.
pub const SYMPTOM: usize = 1;
/// Palette index of what happens to a person.
pub const CONTEXT: usize = 2;
/// Palette index of what to watch out for.
pub const CAUTION: usize = 3;

/// One hue in the strengths a screen needs.
#[derive(Clone, Copy, Debug)]
pub struct Tone {
    /// Dots, lines and bars: at least 3 : 1 against the surface.
    pub mark: Color32,
    /// Text in this hue, on the surface, the background or `tint`.
    pub text: Color32,
    /// A quiet fill, as of a chip that is on.
    pub tint: Color32,
    /// The edge of something filled with `tint`.
    pub tint_border: Color32,
}

/// Eleven steps of one hue with the text colours that are legible on them.
#[derive(Clone, Copy, Debug)]
pub struct Ramp {
    pub(super) fills: [Color32; 11],
    text_low: Color32,
    text_high: Color32,
    first_high: usize,
}

impl Ramp {
    /// The fill at `fraction` of the way from the lowest to the highest level, 0 to 1.
    pub fn fill(&self, fraction: f32) -> Color32 {
        self.fills[Self::step(fraction)]
    }

    /// The text colour for the fill at `fraction`.
    pub fn text(&self, fraction: f32) -> Color32 {
        if Self::step(fraction) < self.first_high {
            self.text_low
        } else {
            self.text_high
        }
    }

    fn step(fraction: f32) -> usize {
        // A float cast saturates and takes NaN to 0, so the index is always within the ramp.
        ((fraction * 10.0).round() as usize).min(10)
    }
}

impl Tokens {
    /// The tokens of a theme.
    pub fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    /// The palette entry of a tracker; an index past the end starts over.
    pub fn tone(&self, palette_index: usize) -> Tone {
        self.palette[palette_index % PALETTE_LEN]
    }

    /// The hue of what a person does.
    pub fn habit(&self) -> Tone {
        self.palette[HABIT]
    }

    /// The hue of what a person feels.
    pub fn symptom(&self) -> Tone {
        self.palette[SYMPTOM]
    }

    /// The hue of what happens to a person.
    pub fn context(&self) -> Tone {
        self.palette[CONTEXT]
    }
}

/// The tokens of the theme `ui` is drawn in.
pub fn tokens(ui: &Ui) -> &'static Tokens {
    if ui.visuals().dark_mode {
        &DARK
    } else {
        &LIGHT
    }
}

/// The light theme.
pub static LIGHT: Tokens = Tokens {
    background: rgb(0xF6F4EF),
    rail: rgb(0xEFECE4),
    surface: rgb(0xFFFFFF),
    border: rgb(0xE6E1D6),
    control_border: rgb(0xCFC9BC),
    cell_border: rgb(0x8B8E85),
    text: rgb(0x22302B),
    muted: rgb(0x5C6761),
    accent: rgb(0x2F6B57),
    accent_hover: rgb(0x275B4A),
    on_accent: rgb(0xFFFFFF),
    selection: rgb(0xCFE3DA),
    caution: rgb(0xB07A12),
    caution_text: rgb(0x7A5409),
    danger_text: rgb(0x8A3822),
    track: rgb(0xEAE6DC),
    cell_off: rgb(0xF6F4EF),
    hover: rgb(0xF3F0EA),
    pressed: rgb(0xEAE6DC),
    palette: [
        tone(0x2F8F6B, 0x1F5E46, 0xE0F0E9, 0x88C0AA),
        tone(0xC0583E, 0x8A3822, 0xF8E7E1, 0xDCA090),
        tone(0x4F74AD, 0x34527F, 0xE6EDF7, 0x9AB0D2),
        tone(0xB07A12, 0x7A5409, 0xF8EDD3, 0xD4B472),
        tone(0x8A5FA8, 0x694880, 0xEDE7F2, 0xBCA3CD),
        tone(0x1E8794, 0x155E68, 0xDDEDEF, 0x7EBAC2),
        tone(0xA94F78, 0x843E5E, 0xF2E5EB, 0xCE9AB2),
        tone(0x6B7F2E, 0x4D5B21, 0xE9ECE0, 0xAAB687),
        tone(0x8A6A4F, 0x69513C, 0xEDE9E5, 0xBCAA9A),
        tone(0x66707C, 0x505761, 0xE8EAEB, 0xA7ADB4),
    ],
    severity: Ramp {
        fills: [
            rgb(0xF3E7E2),
            rgb(0xF0DCD4),
            rgb(0xEDD0C5),
            rgb(0xE9C2B4),
            rgb(0xE4B3A2),
            rgb(0xDEA28E),
            rgb(0xD6907A),
            rgb(0xCC7C64),
            rgb(0xB9593F),
            rgb(0xA34B33),
            rgb(0x87361F),
        ],
        text_low: rgb(0x3A1A10),
        text_high: rgb(0xFFFFFF),
        first_high: 8,
    },
    higher_is_better: Ramp {
        fills: [
            rgb(0xE4F1EB),
            rgb(0xCCE5DB),
            rgb(0xB5D9CA),
            rgb(0x9DCDBA),
            rgb(0x85C0AA),
            rgb(0x6DB49A),
            rgb(0x56A889),
            rgb(0x3E9C79),
            rgb(0x2A7F5F),
            rgb(0x216A4E),
            rgb(0x17523C),
        ],
        text_low: rgb(0x0F2A1F),
        text_high: rgb(0xFFFFFF),
        first_high: 8,
    },
    neutral: Ramp {
        fills: [
            rgb(0xE6ECF5),
            rgb(0xD5DFED),
            rgb(0xC4D1E6),
            rgb(0xB3C4DE),
            rgb(0xA2B7D6),
            rgb(0x91AACE),
            rgb(0x809CC7),
            rgb(0x6F8FBF),
            rgb(0x46689C),
            rgb(0x39568A),
            rgb(0x2A4271),
        ],
        text_low: rgb(0x12203A),
        text_high: rgb(0xFFFFFF),
        first_high: 8,
    },
};

/// The dark theme.
pub static DARK: Tokens = Tokens {
    background: rgb(0x161A18),
    rail: rgb(0x1A1F1C),
    surface: rgb(0x1F2522),
    border: rgb(0x313935),
    control_border: rgb(0x48524D),
    cell_border: rgb(0x727C76),
    text: rgb(0xE6EAE6),
    muted: rgb(0xA3AEA8),
    accent: rgb(0x74C4A4),
    accent_hover: rgb(0x86D2B3),
    on_accent: rgb(0x12201A),
    selection: rgb(0x2F4A3F),
    caution: rgb(0xE0B55A),
    caution_text: rgb(0xE8C67A),
    danger_text: rgb(0xF0A792),
    track: rgb(0x313935),
    cell_off: rgb(0x262D29),
    hover: rgb(0x29302C),
    pressed: rgb(0x323A36),
    palette: [
        tone(0x58B892, 0x86D6B5, 0x223A31, 0x3D7962),
        tone(0xE5907A, 0xF0A792, 0x43291F, 0x945C4C),
        tone(0x8FB0E0, 0xA9C4EC, 0x26334A, 0x5A7295),
        tone(0xE0B55A, 0xE8C67A, 0x3D3219, 0x8E743A),
        tone(0xBE9BD8, 0xD2B9E4, 0x3F3D46, 0x7E6C8F),
        tone(0x5FBFCB, 0x8CD1DA, 0x2C4444, 0x468288),
        tone(0xE08FB2, 0xEAB3CB, 0x463A3F, 0x936478),
        tone(0xA9BF66, 0xBECE8B, 0x3B4430, 0x72824B),
        tone(0xC9A586, 0xD9C0AA, 0x413F36, 0x85725E),
        tone(0xA6B1BD, 0xBFC7CF, 0x3A4141, 0x70797F),
    ],
    severity: Ramp {
        fills: [
            rgb(0x33251F),
            rgb(0x422C24),
            rgb(0x523329),
            rgb(0x623A2E),
            rgb(0x744234),
            rgb(0x864B3A),
            rgb(0x9A5642),
            rgb(0xBC6D54),
            rgb(0xC67257),
            rgb(0xDB8468),
            rgb(0xF0987B),
        ],
        text_low: rgb(0xF6EAE5),
        text_high: rgb(0x1B100C),
        first_high: 7,
    },
    higher_is_better: Ramp {
        fills: [
            rgb(0x22352D),
            rgb(0x254035),
            rgb(0x294A3C),
            rgb(0x2C5544),
            rgb(0x2F604C),
            rgb(0x336A53),
            rgb(0x36755B),
            rgb(0x4C9C7C),
            rgb(0x57AE8B),
            rgb(0x66C09B),
            rgb(0x7AD3AE),
        ],
        text_low: rgb(0xEAF5F0),
        text_high: rgb(0x0A1611),
        first_high: 7,
    },
    neutral: Ramp {
        fills: [
            rgb(0x222C3A),
            rgb(0x283648),
            rgb(0x2E3F56),
            rgb(0x344864),
            rgb(0x3B5273),
            rgb(0x415C81),
            rgb(0x47658F),
            rgb(0x6A8DC0),
            rgb(0x7F9FD0),
            rgb(0x92B1E0),
            rgb(0xA9C6F0),
        ],
        text_low: rgb(0xEAF0F8),
        text_high: rgb(0x0B111A),
        first_high: 7,
    },
};

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const fn tone(mark: u32, text: u32, tint: u32, tint_border: u32) -> Tone {
    Tone {
        mark: rgb(mark),
        text: rgb(text),
        tint: rgb(tint),
        tint_border: rgb(tint_border),
    }
}

//! What an index of xterm's 256 colours looks like, and how well one reads on another.

/// Steps of the 6 x 6 x 6 cube, colours 16 to 231.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Colours 0 to 15 as xterm ships them; terminals differ here, so nothing is promised of them.
const BASIC: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

/// Red, green and blue of an index, 0 to 255 each.
#[must_use]
pub fn rgb(index: u8) -> [u8; 3] {
    match index {
        0..16 => BASIC.get(usize::from(index)).copied().unwrap_or_default(),
        16..232 => {
            let cube = |place: u8| CUBE.get(usize::from((index - 16) / place % 6)).copied().unwrap_or_default();
            [cube(36), cube(6), cube(1)]
        }
        232.. => [8 + 10 * (index - 232); 3],
    }
}

/// Contrast of two colours, 1 to 21. Source: WCAG 2.2, "contrast ratio" and "relative luminance".
#[must_use]
pub fn contrast(one: u8, other: u8) -> f64 {
    let (one, other) = (luminance(rgb(one)), luminance(rgb(other)));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(rgb: [u8; 3]) -> f64 {
    let [red, green, blue] = rgb.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Light of one channel from its coded value. Source: IEC 61966-2-1 (sRGB).
pub(super) fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_colours_and_ratios() {
        assert_eq!(rgb(166), [0xd7, 0x5f, 0x00]);
        assert_eq!(rgb(26), [0x00, 0x5f, 0xd7]);
        assert_eq!(rgb(255), [0xee, 0xee, 0xee]);
        assert_eq!(rgb(231), [255, 255, 255]);
        assert!((contrast(16, 231) - 21.0).abs() < 0.01);
        assert!((contrast(26, 231) - 5.8).abs() < 0.05);
        assert!((contrast(222, 16) - 15.3).abs() < 0.05);
    }
}

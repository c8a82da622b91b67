use super::contrast::linear;
use super::*;

fn index(colour: Colour) -> Option<u8> {
    match colour {
        Colour::Index(index) => Some(index),
        Colour::Terminal => None,
    }
}

fn coloured() -> Vec<Theme> {
    Theme::shipped().into_iter().filter(|theme| theme.depth() != Depth::Mono).collect()
}

#[test]
fn all_shipped_themes_load_and_the_light_one_is_first() {
    for (file, toml) in SHIPPED {
        if let Err(report) = Theme::load(file, toml) {
            panic!("{report}");
        }
    }
    let names: Vec<_> = Theme::shipped().iter().map(|theme| theme.name().to_owned()).collect();
    assert_eq!(names, ["projector-light", "projector-dark", "contrast", "mono"]);
}

#[test]
fn text_reads_at_seven_to_one() {
    for theme in coloured() {
        for (name, role) in Role::NAMED.into_iter().filter(|(_, role)| !role.is_graphic()) {
            let ink = theme.ink(role);
            let (text, ground) = (index(ink.foreground).unwrap(), index(ink.background).unwrap());
            let ratio = contrast(text, ground);
            assert!(ratio >= 7.0, "{}: {name} has {ratio:.1}", theme.name());
        }
    }
}

#[test]
fn signs_and_areas_stand_out_at_three_to_one() {
    for theme in coloured() {
        let ground = index(theme.ink(Role::Text).background).unwrap();
        for (name, role) in Role::NAMED.into_iter().filter(|(_, role)| role.is_graphic()) {
            let ink = theme.ink(role);
            let (sign, area) = (index(ink.foreground).unwrap(), index(ink.background).unwrap());
            // An area stands out by its own colour, a sign by that of its letters; either way the letters read on their ground.
            let out =
                if area == ground { contrast(sign, ground) } else { contrast(area, ground).max(contrast(sign, area)) };
            assert!(out >= 3.0, "{}: {name} has {out:.1}", theme.name());
            assert!(contrast(sign, area) >= 3.0, "{}: letters on {name}", theme.name());
        }
        for role in [Role::Bar, Role::Prediction] {
            let area = index(theme.ink(role).background).unwrap();
            assert!(contrast(area, ground) >= 3.0, "{}: {role:?} on the ground", theme.name());
        }
    }
}

#[test]
fn the_number_on_every_level_reads() {
    for theme in coloured() {
        for count in 2..=9 {
            for level in 0..count {
                let ink = theme.level(level, count);
                let ratio = contrast(index(ink.foreground).unwrap(), index(ink.background).unwrap());
                assert!(ratio >= 4.5, "{}: {level} of {count} has {ratio:.1}", theme.name());
            }
        }
    }
}

#[test]
fn neighbouring_levels_differ_at_every_depth() {
    for theme in coloured() {
        for depth in [Depth::Colours256, Depth::Colours16] {
            let theme = theme.clone().at(depth);
            for count in 2..=7 {
                for level in 1..count {
                    let (one, other) = (theme.level(level - 1, count), theme.level(level, count));
                    assert_ne!(one.background, other.background, "{} {depth:?} {level} of {count}", theme.name());
                }
            }
        }
    }
}

#[test]
fn with_sixteen_colours_neighbouring_levels_are_no_two_shades_of_one_hue() {
    for theme in coloured() {
        let theme = theme.at(Depth::Colours16);
        for count in 2..=7 {
            // The second eight are the first eight once more, brighter; many terminals hardly tell them apart.
            let hues: Vec<u8> =
                (0..count).map(|level| index(theme.level(level, count).background).unwrap() % 8).collect();
            assert!(hues.windows(2).all(|pair| pair[0] != pair[1]), "{}: {hues:?}", theme.name());
        }
    }
}

#[test]
fn no_area_fades_into_the_background() {
    for theme in coloured() {
        let ground = area(theme.ink(Role::Text));
        for count in 2..=9 {
            for level in 0..count {
                let found = contrast(area(theme.level(level, count)), ground);
                // Orange and blue of four levels are CHARTS.md's, and the second is the palest area on white.
                assert!(found >= 1.35, "{}: {level} of {count} has {found:.2}", theme.name());
            }
        }
    }
}

/// Row by column: linear RGB as seen with one kind of cone missing. Source: Machado, Oliveira, Fernandes 2009, severity 1.0.
const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
    ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protan",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deutan",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ),
    (
        "tritan",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ),
];

/// Source: Ottosson 2020, "A perceptual color space for image processing".
fn oklab(colour: u8, sight: &[[f64; 3]; 3]) -> [f64; 3] {
    let light = rgb(colour).map(linear);
    let seen =
        sight.map(|row| row.iter().zip(light).map(|(weight, channel)| weight * channel).sum::<f64>().clamp(0.0, 1.0));
    let sum = |row: [f64; 3], of: [f64; 3]| row.iter().zip(of).map(|(weight, part)| weight * part).sum::<f64>();
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ]
    .map(|row| sum(row, seen).cbrt());
    [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ]
    .map(|row| sum(row, cones))
}

/// The least distance of two colours under every kind of sight, in `OKLab` x 100.
fn distance(one: u8, other: u8) -> f64 {
    let seen = SIGHTS.iter().map(|(_, sight)| {
        let (one, other) = (oklab(one, sight), oklab(other, sight));
        100.0 * one.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
    });
    seen.fold(f64::INFINITY, f64::min)
}

fn are_apart(theme: &Theme, what: &str, fills: &[u8], least: f64) {
    for (at, one) in fills.iter().enumerate() {
        for other in &fills[at + 1..] {
            let found = distance(*one, *other);
            assert!(found >= least, "{}: {one} and {other} of {what}: {found:.1}", theme.name());
        }
    }
}

fn area(ink: Ink) -> u8 {
    index(ink.background).unwrap()
}

#[test]
fn levels_are_told_apart_by_every_kind_of_sight() {
    for theme in coloured() {
        for count in 2..=5 {
            let fills: Vec<u8> = (0..count).map(|level| area(theme.level(level, count))).collect();
            are_apart(&theme, &format!("{count} levels"), &fills, 18.0);
        }
    }
}

#[test]
fn series_are_told_apart_by_every_kind_of_sight_and_stand_out() {
    for theme in coloured() {
        let fills: Vec<u8> = (0..SERIES).map(|at| area(theme.series(at))).collect();
        are_apart(&theme, "series", &fills, 18.0);
        let ground = area(theme.ink(Role::Text));
        for at in 0..SERIES {
            let ink = theme.series(at);
            assert!(contrast(area(ink), ground) >= 3.0, "{}: series {at} on the ground", theme.name());
            assert!(contrast(index(ink.foreground).unwrap(), area(ink)) >= 4.5, "{}: on series {at}", theme.name());
        }
    }
}

#[test]
fn shades_leave_the_background_step_by_step_and_carry_their_numbers() {
    for theme in coloured() {
        let ground = area(theme.ink(Role::Text));
        for count in 2..=9 {
            let inks: Vec<Ink> = (0..count).map(|at| theme.shade(at, count)).collect();
            for pair in inks.windows(2) {
                // Row by row every shade has its number; up to five, neighbours are also told apart at a glance.
                let found = distance(area(pair[0]), area(pair[1]));
                let least = if count <= 5 { 8.0 } else { 0.1 };
                assert!(found >= least, "{}: {pair:?} of {count}: {found:.1}", theme.name());
                let (near, far) = (contrast(area(pair[0]), ground), contrast(area(pair[1]), ground));
                assert!(near < far, "{}: {pair:?} of {count}", theme.name());
            }
            for ink in inks {
                assert!(contrast(index(ink.foreground).unwrap(), area(ink)) >= 4.5, "{}: {ink:?}", theme.name());
            }
        }
    }
}

#[test]
fn without_colours_only_modifiers_are_used() {
    for theme in Theme::shipped() {
        let theme = theme.at(Depth::Mono);
        assert!(theme.needs_patterns());
        for (_, role) in Role::NAMED {
            let ink = theme.ink(role);
            assert_eq!((ink.foreground, ink.background), (Colour::Terminal, Colour::Terminal));
        }
        assert_eq!(theme.level(2, 4), Ink::default());
        assert!(theme.ink(Role::Chosen).reverse, "the chosen mark must show");
        assert_ne!(theme.ink(Role::Strong), theme.ink(Role::Text));
    }
}

#[test]
fn sixteen_colours_stay_within_sixteen() {
    for theme in coloured() {
        let theme = theme.at(Depth::Colours16);
        let inks = Role::NAMED.iter().map(|(_, role)| theme.ink(*role));
        let levels = (2..=8).flat_map(|count| (0..count).map(move |level| (level, count)));
        for ink in inks.chain(levels.map(|(level, count)| theme.level(level, count))) {
            for colour in [ink.foreground, ink.background] {
                assert!(index(colour).unwrap() < 16, "{ink:?}");
            }
            assert_ne!(ink.foreground, ink.background);
        }
    }
}

#[test]
fn a_theme_without_colours_cannot_get_any() {
    let mono = Theme::shipped().into_iter().find(|theme| theme.name() == "mono").unwrap();
    assert_eq!(mono.at(Depth::Colours256).depth(), Depth::Mono);
}

#[test]
fn what_is_wrong_in_a_file_is_told_all_at_once() {
    let (_, toml) = SHIPPED[0];
    let broken = toml
        .replacen("foreground = 16", "foreground = 300", 1)
        .replacen("mono = [\"bold\"]", "mono = [\"blod\"]", 1)
        .replacen("fills = [166, 26]", "fills = [166]", 1)
        .replacen("[quiet]", "[quite]", 1);
    let report = Theme::load("mine.toml", &broken).unwrap_err();
    let codes: Vec<_> = report.findings.iter().map(|finding| finding.code).collect();
    for code in ["out-of-range", "unknown-word", "wrong-length", "missing-key", "unknown-key"] {
        assert!(codes.contains(&code), "{code} is missing from {codes:?}");
    }
    assert!(report.to_string().contains("mine.toml"));
}

#[test]
fn a_theme_of_the_users_own_says_only_what_differs() {
    let toml = "base = \"projector-dark\"\nname = \"ours\"\n[strong]\nforeground = 229\nbold = false\n[bar]\nmono = [\"reverse\"]\n";
    let own = Theme::load("ours.toml", toml).map_err(|report| report.to_string()).unwrap();
    let dark = Theme::shipped().remove(1);
    assert_eq!((own.name(), own.label()), ("ours", dark.label()));
    let expected = Ink { foreground: Colour::Index(229), bold: false, ..dark.ink(Role::Strong) };
    assert_eq!(own.ink(Role::Strong), expected);
    for (_, role) in Role::NAMED.into_iter().filter(|(_, role)| *role != Role::Strong) {
        assert_eq!(own.ink(role), dark.ink(role));
    }
    let (own, dark) = (own.at(Depth::Mono), dark.at(Depth::Mono));
    assert!(own.ink(Role::Bar).reverse && own.ink(Role::Text) == dark.ink(Role::Text));
    assert_eq!(Theme::check("ours.toml", toml).findings.len(), 0);
    let unnamed = Theme::load("a.toml", "base = \"mono\"\n").map_err(|report| report.to_string()).unwrap();
    assert_eq!((unnamed.name(), unnamed.depth()), ("mono, changed", Depth::Mono));
}

#[test]
fn a_theme_file_with_mistakes_is_told_with_places_and_low_contrasts_are_advised() {
    let toml = "base = \"projector-drak\"\n[strnog]\nforeground = 16\n[text]\nforeground = 256\n";
    let told = Theme::check("ours.toml", toml).to_string();
    for words in ["ours.toml:1:8", "projector-dark", "ours.toml:2:2", "strong", "ours.toml:5:14"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let pale = "base = \"projector-light\"\n[quiet]\nforeground = 250\n[[levels]]\ncount = 2\nfills = [16, 231]\ninks = [17, 16]\nfills16 = [0, 7]\ninks16 = [15, 0]\n";
    let report = Theme::check("pale.toml", pale);
    assert!(!report.has_errors(), "{report}");
    let told: Vec<_> = report.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("`quiet` has a contrast of") && told[1].contains("2 levels"), "{told:?}");
    let ground = "base = \"projector-light\"\n[text]\nforeground = 16\nbackground = 245\n";
    let told = Theme::check("ground.toml", ground).to_string();
    assert!(told.contains("`text`") && told.contains("`bar`"), "a new ground is measured against every area: {told}");
    assert!(Theme::load("pale.toml", pale).is_ok(), "what is advised can be used");
}

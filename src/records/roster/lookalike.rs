//! Letters of other scripts that look like a Latin letter, so that a name cannot be written past the guard with them.
//!
//! Our own table: the letters that common fonts draw alike, by their look, capital and small; Cyrillic, Greek, Armenian,
//! Cherokee, and Latin letters of phonetic use.

/// The Latin letter (small) that `c` looks like.
pub(super) fn latin(c: char) -> Option<char> {
    Some(match c {
        'А' | 'а' | 'Ӑ' | 'ӑ' | 'Α' | 'α' | 'Ꭺ' | 'ɑ' => 'a',
        'В' | 'Ь' | 'ь' | 'Β' | 'β' => 'b',
        'С' | 'с' | 'Ҫ' | 'ҫ' | 'ϲ' | 'Ϲ' | 'Ꮯ' => 'c',
        'ԁ' | 'Ԁ' => 'd',
        'Е' | 'е' | 'Ё' | 'ё' | 'Є' | 'є' | 'Ҽ' | 'ҽ' | 'Ε' | 'ε' | 'Ꭼ' => 'e',
        'Ғ' | 'ғ' => 'f',
        'Ԍ' | 'ԍ' | 'ց' | 'ɡ' => 'g',
        'Н' | 'һ' | 'Һ' | 'ң' | 'Ң' | 'н' | 'Η' | 'հ' | 'Ꮋ' => 'h',
        'І' | 'і' | 'Ї' | 'ї' | 'Ӏ' | 'Ι' | 'ι' | 'ɩ' => 'i',
        'Ј' | 'ј' | 'ϳ' | 'Ϳ' | 'Ꭻ' => 'j',
        'К' | 'к' | 'Қ' | 'қ' | 'Κ' | 'κ' | 'Ꮶ' => 'k',
        'ӏ' | 'ʟ' => 'l',
        'М' | 'м' | 'Μ' | 'Ꮇ' => 'm',
        'п' | 'Ν' | 'η' | 'ո' | 'ɴ' => 'n',
        'О' | 'о' | 'Ӧ' | 'ӧ' | 'Ө' | 'ө' | 'Ο' | 'ο' | 'σ' | 'օ' | 'Օ' => 'o',
        'Р' | 'р' | 'Ρ' | 'ρ' | 'Ꮲ' => 'p',
        'Ԛ' | 'ԛ' => 'q',
        'г' | 'ʀ' => 'r',
        'Ѕ' | 'ѕ' => 's',
        'Т' | 'т' | 'Τ' | 'τ' | 'Ꭲ' => 't',
        'υ' | 'μ' | 'ս' | 'Ս' => 'u',
        'Ѵ' | 'ѵ' | 'ν' | 'Ꮩ' => 'v',
        'Ԝ' | 'ԝ' | 'ш' | 'Ш' | 'ω' => 'w',
        'Х' | 'х' | 'Ҳ' | 'ҳ' | 'Χ' | 'χ' => 'x',
        'У' | 'у' | 'Ү' | 'ү' | 'Ў' | 'ў' | 'Υ' | 'γ' | 'ʏ' => 'y',
        'З' | 'Ζ' | 'Ꮓ' => 'z',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::latin;

    #[test]
    fn only_letters_that_are_not_plain_latin_look_like_others() {
        assert_eq!(latin('\u{430}'), Some('a'));
        assert!(('\u{0}'..='\u{17f}').all(|c| latin(c).is_none()));
    }
}

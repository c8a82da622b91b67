//! Lines with the codes of a terminal as HTML, so that a browser shows them as a terminal would.

use chartpaper::theme::rgb;

const STYLE: &str = "body{font:16px sans-serif;background:#ccc}pre{font:16px/20px 'DejaVu Sans Mono',monospace;display:inline-block;\
                     margin:4px 8px;background:#fff;color:#000;vertical-align:top}pre b{font-weight:bold}figure{display:inline-block;margin:0}\
                     .svg{width:720px;display:inline-block}svg{width:100%}h2{font-size:16px;margin:16px 0 0}";

pub(super) fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

pub(super) fn page(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style>\n{body}</html>\n"
    )
}

pub(super) fn html(caption: &str, lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| self::line(line)).collect();
    format!("<figure><figcaption>{caption}</figcaption><pre>{}</pre></figure>\n", lines.join("\n"))
}

fn line(line: &str) -> String {
    let mut html = String::new();
    let mut style = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        html.push_str(&span(before, &style));
        let (codes, after) = after.split_once('m').expect("a code ends");
        style = self::style(codes);
        rest = after;
    }
    html + &span(rest, &style)
}

fn span(words: &str, style: &str) -> String {
    if words.is_empty() { String::new() } else { format!("<span style=\"{style}\">{}</span>", escape(words)) }
}

/// The look that one code asks for; each begins with a reset.
fn style(codes: &str) -> String {
    let mut numbers = codes.split(';').map(|code| code.parse::<u8>().unwrap());
    let (mut front, mut back, mut style, mut reverse) = ("#000".to_owned(), "#fff".to_owned(), String::new(), false);
    let colour = |index: u8| {
        let [red, green, blue] = rgb(index);
        format!("#{red:02x}{green:02x}{blue:02x}")
    };
    while let Some(code) = numbers.next() {
        match code {
            1 => style.push_str("font-weight:bold;"),
            4 => style.push_str("text-decoration:underline;"),
            7 => reverse = true,
            30..38 => front = colour(code - 30),
            90..98 => front = colour(code - 82),
            40..48 => back = colour(code - 40),
            100..108 => back = colour(code - 92),
            38 | 48 => {
                let index = numbers.nth(1).unwrap();
                *(if code == 38 { &mut front } else { &mut back }) = colour(index);
            }
            _ => {}
        }
    }
    if reverse {
        std::mem::swap(&mut front, &mut back);
    }
    format!("{style}color:{front};background:{back}")
}

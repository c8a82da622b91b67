use super::*;

#[test]
fn look() {
    for view in [sample::levels(), sample::distribution(), sample::table()] {
        for showing in [Showing::Axes, Showing::Values] {
            for (w, h, cs) in [(76, 11, Charset::Blocks), (76, 11, Charset::Ascii), (118, 28, Charset::Blocks)] {
                let preds: Vec<Prediction> = targets(&view)
                    .iter()
                    .enumerate()
                    .map(|(i, t)| Prediction {
                        target: t.key.clone(),
                        value: if t.unit == "%" { 20.0 + 25.0 * i as f64 } else { 207.0 },
                    })
                    .collect();
                for p in [&preds[..], &[]] {
                    let plot = plot(&view, showing, p);
                    println!("== {showing:?} {w}x{h} {:?}", canvas::height(&plot, w));
                    for l in text::lines_at(&plot, w, h, cs, None) {
                        println!("{l}");
                    }
                }
            }
        }
    }
}

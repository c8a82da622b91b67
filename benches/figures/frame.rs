//! Drawing alone: the state to the cells of a frame and to those that changed, in this process.

use std::time::Instant;

use chartpaper::app::{App, Event, Key, KeyCode, Opening, Screen, Size, Start};
use chartpaper::chart::Charset;
use chartpaper::theme::Theme;
use chartpaper::ui::{self, Look};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::Result;
use crate::keys::COMMENTS;
use crate::sample::Sample;
use crate::sessions::{Made, all_sample_data};
use crate::table::{Goal, Table};
use crate::wish::Wish;

const SIZE: Size = Size { width: 200, height: 60 };

/// Adds the time of a frame: for the view that takes longest, of all of the sample data, and with the oldest comment chosen, which is
/// the farthest from the end of the list.
pub(crate) fn measure(wish: &Wish, table: &mut Table) -> Result<()> {
    let theme = Theme::shipped().into_iter().next().ok_or("there is no theme")?;
    let mut all = Vec::new();
    for data in all_sample_data()? {
        let mut app = opened(Made::with_comments_on(&data, COMMENTS)?);
        let views = app.retreat().map_or(0, |retreat| retreat.views_of_step().len());
        for _ in 0..views {
            let view = app.retreat().and_then(|retreat| retreat.current_view()).ok_or("no view is on the screen")?;
            let card = data.file_stem().unwrap_or_default().display();
            let name = format!("`{}` of {card} ({})", view.id(), view.frame().kind());
            all.push((name, draw(&app, &theme, wish.runs(500))?));
            press(&mut app, KeyCode::Char('c'));
            // A view that was not shown since the session was taken up is asked for.
            if app.overlay().is_some() {
                press(&mut app, KeyCode::Enter);
            }
        }
    }
    let views = all.len();
    let heaviest = all.into_iter().max_by(|a, b| a.1.quantile(0.5).total_cmp(&b.1.quantile(0.5)));
    let (view, times) = heaviest.ok_or("there is no view")?;
    let place = format!("{}x{}, {COMMENTS} comments", SIZE.width, SIZE.height);
    table.add(format!("draw a frame: {place}, {view}, the heaviest of {views}"), "ms", &times, Some(Goal::Median(2.0)));
    let mut app = opened(Made::with_comments(COMMENTS)?);
    press(&mut app, KeyCode::Tab);
    for _ in 0..COMMENTS {
        press(&mut app, KeyCode::Up);
    }
    let times = draw(&app, &theme, wish.runs(500))?;
    table.add(format!("draw a frame: {place}, the oldest chosen"), "ms", &times, Some(Goal::Median(2.0)));
    Ok(())
}

fn opened(made: Made) -> App {
    let mut app = App::on(Screen::Start(Start::new(Vec::new())), 0, 1);
    app.update(Event::Resized(SIZE));
    app.update(Event::Began(Box::new(Opening {
        protocol: made.parsed.protocol,
        session: made.session,
        admission: Some(made.admission),
        rehearsal: true,
        place: "long.session.jsonl".to_owned(),
        notices: Vec::new(),
        trouble: None,
        resumed: Some(0),
        draft: String::new(),
    })));
    press(&mut app, KeyCode::Enter);
    press(&mut app, KeyCode::Enter);
    app
}

fn press(app: &mut App, key: KeyCode) {
    app.update(Event::Key(Key::plain(key)));
}

fn draw(app: &App, theme: &Theme, times: usize) -> Result<Sample> {
    let look = Look { theme, charset: Charset::Blocks };
    let mut terminal = Terminal::new(TestBackend::new(SIZE.width, SIZE.height))?;
    let mut taken = Vec::with_capacity(times);
    for _ in 0..times {
        let began = Instant::now();
        terminal.draw(|frame| _ = ui::render(app, look, frame))?;
        taken.push(began.elapsed());
    }
    Ok(Sample::milliseconds(taken))
}

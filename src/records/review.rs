//! For reviewers: what is promised, against whom, what is not, and the test of each attack.
//!
//! The threat, the promises and the thresholds with their sources stand in the head of [`records`](super). This page adds how the gate can
//! be read in three files, and what was tried against it.
//!
//! # The gate in three files
//!
//! `admitted.rs` has what leaves, with the kinds of pictures in its folder; no field of theirs is public. An
//! [`Admission`](super::Admission) cannot be made without the pass of a door, and there are two: `admit.rs` and `reopen.rs` can each make
//! their own, and nothing else can. Everything that is shown, every [`View`](super::View), [`Cell`](super::Cell) and
//! [`Number`](super::Number), is reached through an admission and by no other public function of `records`
//! (`attacks::review::no_other_function_of_the_gate_gives_what_is_admitted` reads them all); inside, `views` and `disclosure` build them
//! for `admit.rs`, which alone hands them out.
//!
//! The types that hold cells of students (`intake::Records`, `roster::Builder`, the cube of scores) are not public, and the compiler
//! holds that they have no Debug, Display, Clone or Serialize: each folder ends with the list of them, `sealed!`. What can be printed in
//! these folders is listed in `attacks::review::nothing_that_holds_a_record_can_be_printed`.
//!
//! # What is not promised
//!
//! | what | why |
//! |---|---|
//! | comments: initials, spaced letters, "the new girl" | no name is in them |
//! | comments: one in five ordinary words written small (`grace`) | to ask about each would ask about every sentence with such a word |
//! | teachers who pool what they know | the insider test takes away one class at a time |
//! | medians of nested groups put together cunningly | they are not linear, and no closed form is known |
//! | two cards made for one file | each admission is audited by itself |
//! | whoever holds the laptop | the file is on it; swap and hibernation are the system's |
//! | terminals that record | they keep frames, which hold admitted values only |
//!
//! # The attacks
//!
//! The numbers are those of section 6 of the project's notes on privacy. Counts of random cases are a tenth unless
//! `CHARTPAPER_FULL=1` is set. A test of this crate checks that each test named here exists.
//!
//! | | attack | passes when | tests |
//! |---|---|---|---|
//! | A1 | Every cell of a dropped or identifier column is a canary; all screens, commands, errors, session, standard error, temporary files | 0 canaries | `attacks::stage::no_screen_file_or_message_tells_a_cell_that_is_not_to_be_shown`, `pty::journey::the_demo_is_played_to_its_report_on_a_projector`, `attacks::canaries::no_command_tells_a_cell_of_any_sample_that_is_not_to_be_shown`, `attacks::canaries::no_screen_of_a_projector_and_no_kept_file_tells_a_cell_that_is_not_to_be_shown`, `attacks::canaries::no_large_screen_and_no_kept_file_tells_a_cell_that_is_not_to_be_shown`, `attacks::canaries::no_small_window_and_no_kept_file_tells_a_cell_that_is_not_to_be_shown` |
//! | A2 | An unknown column is added | it stays dropped | `attacks::files::a_column_that_the_card_does_not_name_is_dropped`, `attacks::canaries::no_command_tells_a_cell_of_any_sample_that_is_not_to_be_shown` |
//! | A3 | 9, 10 and 11 students; a missing score lowers 10 to 9 | 9 hidden, 10 shown | `attacks::policy::nine_are_hidden_ten_are_shown_and_a_missing_score_counts`, `disclosure::ledger::the_threshold_is_exact`, `admit::attacks::nine_are_hidden_and_ten_are_shown_in_every_kind_of_picture` |
//! | A4 | Subtraction in a table of counts, against all tables that fit | 0 exact, 0 narrower than 3 | `disclosure::counts::no_small_count_is_known_better_than_to_four_values`, `admit::linked::all_views_together_leave_what_is_hidden_open`, `admit::linked::pictures_of_every_kind_together_leave_what_is_hidden_open`, `admit::linked::files_that_are_joined_leave_open_what_one_file_leaves_open`, `disclosure::counts::oracle::the_bounds_of_hidden_cells_are_those_of_a_linear_program` |
//! | A5 | Worked cases | the bounds of the sources | `disclosure::counts::flow_bounds_are_those_of_enumeration`, `disclosure::counts::worked_tables_have_their_bounds` |
//! | A6 | Too much hidden | within 2 points of bridge-free; 50 ms (`cargo bench --bench figures -- disclosure`) | `disclosure::counts::a_table_without_small_counts_is_shown_whole`, `disclosure::counts::oracle::the_bounds_of_hidden_cells_are_those_of_a_linear_program` |
//! | A7 | A level that holds nobody, everybody, or all but one; every distribution | 0 groups | `disclosure::coding::enumeration_finds_no_group_in_which_a_level_is_pinned`, `disclosure::coding::no_distribution_of_two_to_five_levels_pins_a_level_at_any_size` |
//! | A8 | A percentage as 100 less the others | the closed form is that of enumeration | `disclosure::coding::enumeration_finds_no_group_in_which_a_level_is_pinned` |
//! | A9 | Differencing in sessions of twenty views, against a solver of their own | 0 students, 0 groups below 10 | `admit::sessions::twenty_views_tell_of_no_student_and_of_no_small_group`, `disclosure::ledger::enumerated::all_sessions_over_up_to_fourteen_students_tell_of_no_one_and_no_two` |
//! | A10 | A hidden group from the others and the total | the third is refused | `disclosure::ledger::a_total_beside_one_hidden_group_is_given_up`, `admit::tests::what_is_refused_is_said_in_the_order_of_the_card_without_a_number_of_students`, `admit::attacks::the_third_of_a_hidden_group_the_others_and_everybody_is_refused` |
//! | A11 | Bins below 20, then below 25 | no second set of edges | `disclosure::bins::natural_edges_go_through_every_cut`, `admit::attacks::the_bars_of_a_measure_have_one_set_of_edges_in_all_pictures` |
//! | A12 | Undo or reopening, then A10 again | the same refusal | `reopen::tests::what_was_stored_comes_back_through_the_text_of_the_log`, `admit::attacks::a_session_taken_up_again_refuses_what_it_refused` |
//! | A13 | A teacher takes away her own class | 0 sets of one or two | `disclosure::ledger::the_teacher_of_a_class_learns_nothing_of_one_or_two_others`, `admit::attacks::a_teacher_who_takes_away_the_own_class_is_left_with_nobody_or_with_three` |
//! | A14 | Other scores for the same students | the same decisions, the same bytes until the reveal | `admit::tests::what_can_be_known_before_the_reveal_does_not_depend_on_scores`, `pty::secrecy::data_that_differs_only_in_scores_looks_the_same_until_the_reveal`, `admit::attacks::scores_dealt_out_anew_change_no_decision_of_any_kind` |
//! | A15 | The greatest and the least score moved to the ends, or ten times as great | no byte beyond what is told | `attacks::order::an_extreme_moved_within_its_open_end_changes_no_picture_but_a_mean`, `attacks::order::ten_times_the_greatest_score_is_a_fault_and_stretches_no_axis`, `disclosure::bins::an_extreme_score_changes_nothing`, `attacks::kinds::an_extreme_moved_to_the_end_of_the_scale_changes_no_picture_of_any_kind`, `attacks::kinds::ten_times_the_greatest_score_stretches_no_axis_of_any_kind` |
//! | A16 | A picture with a mark for each student is asked for | refused in a room; for a team, both ends pooled, in random order, without a label | `attacks::policy::a_room_is_shown_no_mark_of_a_single_student`, `attacks::kinds::no_bar_and_no_dot_of_a_room_is_a_single_student`, `attacks::kinds::marks_of_a_team_are_pooled_at_both_ends_shuffled_and_without_a_label`, `attacks::kinds::marks_are_refused_to_a_room_by_group_and_of_grown_ups` |
//! | A17 | The rows in another order, 100 times | the same bytes | `attacks::order::the_order_of_the_rows_changes_no_byte`, `attacks::order::the_order_of_the_rows_of_a_sample_changes_no_byte` |
//! | A18 | Colours as a second channel | no more than labels | `attacks::policy::colours_tell_no_more_than_labels`, `attacks::kinds::shades_follow_from_the_words_in_them` |
//! | A19 | One student joins or leaves between windows | one set of students, or refused | `admit::tests::a_cohort_holds_the_same_students_in_every_window`, `admit::attacks::a_line_with_a_student_who_joins_or_leaves_is_of_one_population_or_refused` |
//! | A20 | Several answers of one student side by side | none; an item that nobody solved is told as an open end | `attacks::policy::no_output_puts_two_answers_of_a_student_side_by_side`, `attacks::kinds::items_are_told_one_by_one_and_never_as_none_or_all`, `attacks::kinds::a_few_grown_ups_are_told_in_words_and_never_in_parts` |
//! | A21 | Control sequences, bidirectional and invisible characters, stacked marks, everywhere | none outside our own sequences | `attacks::stage::hostile_texts_reach_no_terminal`, `attacks::files::hostile_texts_in_cells_heads_and_cards_reach_no_output`, `attacks::hostile::the_checks_find_what_they_are_for` |
//! | A22 | Formulas in exports | all prefixed, numbers intact | `attacks::views::no_cell_of_an_export_is_a_formula_and_numbers_stay_numbers`, `report::spreadsheet::every_way_to_begin_a_formula_is_protected` |
//! | A23 | 200 malformed files with names | 0 canaries | `attacks::files::two_hundred_malformed_files_tell_no_name_anywhere`, `pty::refusals::every_bad_input_is_told_with_its_place_and_what_to_try` |
//! | A24 | A panic at 20 points | terminal restored, 0 canaries, no core file | `attacks::stage::a_panic_at_twenty_points_gives_the_terminal_back_and_tells_nothing`, `attacks::stage::no_image_of_the_memory_is_written` |
//! | A25 | Files: modes, and kill -9 while saving | 0600 in 0700, never partial | `attacks::stage::paths_are_neither_shown_nor_kept_in_the_session`, `pty::kill::what_had_its_check_mark_survives_a_kill_at_any_moment` |
//! | A26 | A folder, a file and a column called like a student | 0 hits; refused | `attacks::stage::paths_are_neither_shown_nor_kept_in_the_session`, `attacks::files::a_file_whose_columns_are_students_is_refused_without_their_names` |
//! | A27 | Sessions with forged cells, unknown members, a million lines | refused or limited, never unsanitised | `attacks::sessions::forged_pictures_are_refused`, `attacks::sessions::unknown_members_mean_nothing_and_hostile_words_lose_their_sting`, `attacks::sessions::a_million_comments_are_read_or_refused_but_never_too_much` |
//! | A28 | Names in comments, every form | recall as in the head of `roster` | `roster::tests::names_and_numbers_of_a_held_out_roster_are_found`, `roster::tests::ordinary_words_written_small_are_found_by_how_they_are_used` |
//! | A29 | Ordinary sentences, rosters of 30, 120, 500 | flagged 1.0, 3.0, 4.0 %; blocked 0.2, 1.0, 1.5 %; below 1 ms | `roster::tests::a_thousand_ordinary_sentences_are_seldom_flagged_and_hardly_ever_blocked`, `roster::tests::a_comment_costs_less_than_a_millisecond` |
//! | A30 | Will, Grace, May and Mark on the roster | 0 blocked, 20 % asked | `roster::tests::will_grace_may_and_mark_leave_ordinary_sentences_alone`, `roster::tests::a_roster_of_nothing_but_words_leaves_most_ordinary_sentences_alone` |
//! | A31 | The fingerprint of a file | keyed by the installation; ten million numbers tried find nothing | `admit::tests::the_fingerprint_is_that_of_the_file_and_its_card`, `attacks::fingerprint::two_installations_give_one_file_two_fingerprints`, `attacks::fingerprint::ten_million_numbers_confirm_nothing_without_the_key` |
//! | A32 | Labels that must not be guessed | fixed in `view`, other ones in each session | `attacks::order::view_says_the_same_in_every_run_and_sessions_name_their_classes_anew` |
//! | A33 | A lowered minimum | badge on every frame, recorded; below 5 refused | `attacks::policy::a_lowered_minimum_is_told_and_below_the_floor_it_is_refused`, `attacks::stage::the_badge_stands_on_every_frame_and_in_the_report` |
//! | A34 | Exports against the screen | the same cells | `attacks::views::screen_values_table_json_csv_and_report_show_the_same_cells`, `attacks::views::the_truth_lies_inside_the_bounds_that_are_told` |
//! | A35 | The screen on which columns get their roles, `inspect`, `card` | no cell but labels that ten students share | `attacks::files::a_file_without_a_card_is_described_without_a_cell`, `pty::journey::data_without_a_card_asks_for_roles_first`, `attacks::canaries::no_command_tells_a_cell_of_any_sample_that_is_not_to_be_shown`, `attacks::canaries::no_screen_of_a_projector_and_no_kept_file_tells_a_cell_that_is_not_to_be_shown` |

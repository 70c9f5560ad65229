package io.raftarium.app.window;

import io.raftarium.app.action.Action;
import io.raftarium.app.branches.Branches;
import io.raftarium.app.branches.BranchesPanel;
import io.raftarium.app.branches.ComparePanel;
import io.raftarium.app.classroom.Classroom;
import io.raftarium.app.classroom.LessonPanel;
import io.raftarium.app.classroom.Spotlight;
import io.raftarium.app.console.SqlPanel;
import io.raftarium.app.figure.FigurePanel;
import io.raftarium.app.function.FunctionPanel;
import io.raftarium.app.message.MessagePanel;
import io.raftarium.app.messages.MessagesPanel;
import io.raftarium.app.model.AppContext;
import io.raftarium.app.search.SearchPanel;
import io.raftarium.app.spacetime.SpaceTimePanel;
import io.raftarium.app.why.WhyPanel;
import java.util.List;
import java.util.function.Function;
import org.kordamp.ikonli.feather.Feather;

/** The panels beside the stage, the inspector and the logs: a line each. */
final class DockedPanels {
  private DockedPanels() {}

  /** Adds them, in the order of their tabs and keys. */
  static void addTo(
      Docks docks,
      AppContext context,
      SpaceTimePanel spaceTime,
      Function<String, List<Action>> lessons) {
    docks.add(
        "spacetime",
        "Space-time",
        "A lane per node and time from left to right, with every message between them",
        Feather.ACTIVITY,
        Docks.Place.MAIN,
        spaceTime);
    docks.add(
        "messages",
        "Messages",
        "Every message between nodes, the newest last, with a line that says which",
        Feather.MAIL,
        Docks.Place.BELOW,
        new MessagesPanel(context));
    docks.add(
        "message",
        "Message",
        "The picked message: what it says, its way, and what it would do",
        Feather.CROSSHAIR,
        Docks.Place.SIDE,
        new MessagePanel(context));
    docks.add(
        "why",
        "Why?",
        "Tells why something is as it is, back to the act or the timer that began it",
        Feather.HELP_CIRCLE,
        Docks.Place.SIDE,
        new WhyPanel(context));
    docks.add(
        "function",
        "Function",
        "The source that took the step which is shown: what ran of it is bright",
        Feather.CODE,
        Docks.Place.SIDE,
        new FunctionPanel(context));
    docks.add(
        "figure",
        "Figure 2",
        "All of Raft on one page, with the rules that ran last",
        Feather.BOOK_OPEN,
        Docks.Place.SIDE,
        new FigurePanel(context, lessons));
    docks.add(
        "sql",
        "SQL",
        "Questions to the nodes' tables, in SQL: nothing is changed",
        Feather.DATABASE,
        Docks.Place.BELOW,
        new SqlPanel(context));
  }

  /** Adds that of the lessons. */
  static LessonPanel addLessons(
      Docks docks,
      AppContext context,
      Classroom classroom,
      Spotlight spotlight,
      Runnable saveResult) {
    LessonPanel panel = new LessonPanel(context, classroom, spotlight, saveResult);
    docks.add(
        "lesson",
        "Lessons",
        "Raft from its beginnings, step by step on real nodes",
        Feather.BOOK,
        Docks.Place.SIDE,
        panel);
    return panel;
  }

  /** Adds those that show other windows too. */
  static void addBranches(Docks docks, AppContext context, Branches branches) {
    ComparePanel compare = new ComparePanel(context, branches);
    docks.add(
        "branches",
        "Branches",
        "Laboratories that were opened from a moment of another one, as a tree",
        Feather.GIT_BRANCH,
        Docks.Place.BELOW,
        new BranchesPanel(
            context,
            branches,
            branch -> {
              compare.with(branch);
              docks.open("compare");
            }));
    docks.add(
        "compare",
        "Compare",
        "Two moments side by side, of this window and another one or of named moments: what differs"
            + " is marked",
        Feather.COLUMNS,
        Docks.Place.MAIN,
        compare);
  }

  /** Adds the one that searches for ways. */
  static void addSearch(Docks docks, SearchPanel search) {
    docks.add(
        "search",
        "Can it happen?",
        "A way from the shown moment to what is wished for, found with the real function",
        Feather.SEARCH,
        Docks.Place.SIDE,
        search);
  }
}

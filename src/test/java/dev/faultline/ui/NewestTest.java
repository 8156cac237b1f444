package dev.faultline.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewestTest {
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final List<String> began = new ArrayList<>();
    private final List<String> answered = new ArrayList<>();
    private final Newest newest = new Newest(background::add, Runnable::run);

    private void ask(String what) {
        newest.ask(
                () -> {
                    began.add(what);
                    return what;
                },
                answered::add);
    }

    @Test
    void worksOutOneAtATimeAndOfTheOthersOnlyTheNewest() {
        ask("a");
        ask("b");
        ask("c");
        assertThat(background).hasSize(1);
        background.remove().run();
        assertThat(answered).containsExactly("a");
        assertThat(newest.busy()).isTrue();
        background.remove().run();
        assertThat(began).containsExactly("a", "c");
        assertThat(answered).containsExactly("a", "c");
        assertThat(background).isEmpty();
        assertThat(newest.busy()).isFalse();
    }

    @Test
    void answersNothingThatWasDropped() {
        ask("a");
        ask("b");
        newest.drop();
        background.remove().run();
        assertThat(answered).isEmpty();
        assertThat(background).isEmpty();
        ask("c");
        ask("d");
        newest.drop();
        ask("e");
        background.remove().run();
        background.remove().run();
        assertThat(answered).containsExactly("e");
    }

    @Test
    void goesOnAfterWhatFailed() {
        newest.ask(
                () -> {
                    throw new IllegalStateException("broken");
                },
                _ -> answered.add("broken"));
        ask("a");
        assertThatThrownBy(background.remove()::run).hasMessage("broken");
        background.remove().run();
        assertThat(answered).containsExactly("a");
    }
}

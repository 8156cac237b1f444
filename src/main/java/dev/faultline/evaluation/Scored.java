package dev.faultline.evaluation;

import dev.faultline.model.ServiceId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// One case as it was answered.
///
/// @param noticed how the onset was found, where the engine had to find it; `given` elsewhere
record Scored(
        String name,
        String system,
        Map<String, String> groups,
        Truth truth,
        Map<Ranker, Ranker.Answer> answers,
        String noticed,
        double seconds) {
    Ranker.Answer answer(Ranker ranker) {
        return Objects.requireNonNull(answers.get(ranker));
    }

    boolean fault() {
        return truth.fault();
    }

    boolean hit(Ranker ranker, int k) {
        return answer(ranker).ranking().stream().limit(k).anyMatch(truth.roots()::contains);
    }

    /// Whether all roots are among the first k.
    boolean all(Ranker ranker, int k) {
        return answer(ranker).ranking().stream().limit(k).toList().containsAll(truth.roots());
    }

    boolean empty(Ranker ranker) {
        return answer(ranker).ranking().isEmpty();
    }

    /// Place of the best true cause, from 1; 0 where there is none.
    int place(Ranker ranker) {
        List<ServiceId> ranking = answer(ranker).ranking();
        for (int i = 0; i < ranking.size(); i++) {
            if (truth.roots().contains(ranking.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }

    /// What cases of the same cause have in common, whatever their order in the truth.
    String root() {
        return system
                + "/"
                + truth.roots().stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining("+"));
    }
}

package dev.faultline.signal.loess;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Tables that are built once and shared by all threads; the ones unused for longest are given up
/// when they take too much memory together.
///
/// @param <K> what a table is for
/// @param <T> immutable
public final class TableCache<K, T> {
    private final long mostBytes;
    private final ToLongFunction<T> size;
    private final Map<K, T> tables = new HashMap<>();

    /// Keys, the one used last at the end.
    private final ArrayDeque<K> order = new ArrayDeque<>();

    private long bytes;

    /// @param mostBytes what the tables may take together; one larger than that is kept alone
    /// @param size bytes of a table
    public TableCache(long mostBytes, ToLongFunction<T> size) {
        this.mostBytes = mostBytes;
        this.size = size;
    }

    /// The table of a key, built if it is not there. Two threads may build one at the same time;
    /// both get the same in the end.
    public T get(K key, Function<K, T> builder) {
        T found = find(key);
        return found != null ? found : keep(key, builder.apply(key));
    }

    private synchronized @Nullable T find(K key) {
        T found = tables.get(key);
        if (found != null && !key.equals(order.peekLast())) {
            order.remove(key);
            order.addLast(key);
        }
        return found;
    }

    private synchronized T keep(K key, T built) {
        T other = tables.putIfAbsent(key, built);
        if (other != null) {
            return other;
        }
        order.addLast(key);
        bytes += size.applyAsLong(built);
        while (bytes > mostBytes && order.size() > 1) {
            T oldest = tables.remove(order.removeFirst());
            bytes -= oldest == null ? 0 : size.applyAsLong(oldest);
        }
        return built;
    }
}

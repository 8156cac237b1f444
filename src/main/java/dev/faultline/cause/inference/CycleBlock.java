package dev.faultline.cause.inference;

/// P(x_S | t_S) of a strongly connected component `S`: which of its members are in trouble, given
/// which of them trouble enters from outside or by a fault of their own. The least fixpoint:
/// trouble needs an entrance, members cannot hold each other in trouble (METHODS-cause §1, where it
/// is written as an inclusion–exclusion; here the same probability is summed wave by wave, all
/// terms positive, so that small ones keep their digits).
public final class CycleBlock {
    /// Tables have 4^size entries, and take as many steps: 65,536.
    public static final int MAX_SIZE = 8;

    private CycleBlock() {}

    /// The table over (t_0, x_0, t_1, x_1, …): bit `2k` of an index is t_k, bit `2k+1` is x_k.
    ///
    /// @param passes `passes[i][j]`: the probability that trouble of member `i` reaches member `j`
    public static double[] table(double[][] passes) {
        int size = passes.length;
        int all = 1 << size;
        // By set of senders and set of receivers: all of them, or none of them, are reached.
        double[] everyone = new double[all * all];
        double[] nobody = new double[all * all];
        for (int from = 0; from < all; from++) {
            everyone[from * all] = 1;
            nobody[from * all] = 1;
            for (int to = 1; to < all; to++) {
                int j = Integer.numberOfTrailingZeros(to);
                double reached = 0;
                double spared = 1;
                for (int i = 0; i < size; i++) {
                    if ((from >> i & 1) != 0) {
                        reached += passes[i][j] * (1 - reached);
                        spared *= 1 - passes[i][j];
                    }
                }
                int rest = from * all + (to & (to - 1));
                everyone[from * all + to] = everyone[rest] * reached;
                nobody[from * all + to] = nobody[rest] * spared;
            }
        }
        // filled[wave * all + left]: the last wave and what it sets off reach exactly `left`.
        double[] filled = new double[all * all];
        for (int wave = 0; wave < all; wave++) {
            filled[wave * all] = 1;
        }
        for (int left = 1; left < all; left++) {
            for (int wave = 1; wave < all; wave++) {
                if ((wave & left) != 0) {
                    continue;
                }
                double sum = 0;
                for (int next = left; next > 0; next = (next - 1) & left) {
                    int rest = left & ~next;
                    sum +=
                            everyone[wave * all + next]
                                    * nobody[wave * all + rest]
                                    * filled[next * all + rest];
                }
                filled[wave * all + left] = sum;
            }
        }
        double[] table = new double[all * all];
        for (int x = 0; x < all; x++) {
            double contained = nobody[x * all + ((all - 1) & ~x)];
            for (int t = x; ; t = (t - 1) & x) {
                table[spread(t) | (spread(x) << 1)] = filled[t * all + (x & ~t)] * contained;
                if (t == 0) {
                    break;
                }
            }
        }
        return table;
    }

    /// Bit `k` becomes bit `2k`.
    private static int spread(int bits) {
        int spread = 0;
        for (int k = 0; bits >> k != 0; k++) {
            spread |= ((bits >> k) & 1) << (2 * k);
        }
        return spread;
    }
}

package dev.faultline.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/// Compresses the pages of a segment. The codecs that parquet-java brings go through Hadoop's
/// pools, which log each compressor they make and cannot be told a level.
final class Zstd implements CompressionCodecFactory {
    /// Measured on the bank's 15 days: 9.9 MB, against 10.4 MB at level 3, in the same time.
    private static final int LEVEL = 9;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("segments are compressed by zstd, not by " + codec);
        }
        return new BytesInputCompressor() {
            @Override
            public BytesInput compress(BytesInput page) throws IOException {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) page.size());
                page.writeAllTo(bytes);
                return BytesInput.from(
                        com.github.luben.zstd.Zstd.compress(bytes.toByteArray(), LEVEL));
            }

            @Override
            public CompressionCodecName getCodecName() {
                return CompressionCodecName.ZSTD;
            }

            @Override
            public void release() {}
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("segments are read by another library");
    }

    @Override
    public void release() {}
}

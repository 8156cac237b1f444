package dev.faultline.source.mask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Check digits and other marks by which numbers of people are told from numbers of things.
final class Checks {
    /// Length of an IBAN by country, from the SWIFT IBAN registry (release 99).
    private static final String IBANS =
            "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29"
                    + "ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30"
                    + "KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15"
                    + "OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23"
                    + "TN24TR26UA29VA22VG24XK20YE30";

    private static final Map<String, Integer> IBAN_LENGTHS = new HashMap<>();

    static {
        for (int i = 0; i < IBANS.length(); i += 4) {
            IBAN_LENGTHS.put(
                    IBANS.substring(i, i + 2), Integer.parseInt(IBANS.substring(i + 2, i + 4)));
        }
    }

    private static final Set<String> SCHEMES = Set.of("bearer", "basic", "digest", "negotiate");

    private static final String SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY";

    /// Values of letters and digits at odd places of an Italian code, by `0-9` and `A-Z` alike.
    private static final int[] ITALIAN_ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private static final int[] POLISH = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};

    private Checks() {}

    /// Card numbers (ISO/IEC 7812: 13 to 19 digits, the last by Luhn, the first 2 to 6) among the
    /// digits of a stretch: they begin and end where groups of digits do.
    static void cards(String text, int from, int to, List<int[]> found) {
        List<int[]> groups = new ArrayList<>();
        for (int i = from; i < to; ) {
            int start = i;
            while (i < to && isDigit(text.charAt(i))) {
                i++;
            }
            groups.add(new int[] {start, i});
            i++;
        }
        int first = 0;
        while (first < groups.size()) {
            int last = cardFrom(text, groups, first);
            if (last >= 0) {
                found.add(new int[] {groups.get(first)[0], groups.get(last)[1]});
                first = last + 1;
            } else {
                first++;
            }
        }
    }

    private static int cardFrom(String text, List<int[]> groups, int first) {
        char issuer = text.charAt(groups.get(first)[0]);
        if (issuer < '2' || issuer > '6') {
            return -1;
        }
        StringBuilder digits = new StringBuilder();
        int longest = -1;
        for (int last = first; last < groups.size() && digits.length() <= 19; last++) {
            digits.append(text, groups.get(last)[0], groups.get(last)[1]);
            if (digits.length() >= 13 && digits.length() <= 19 && luhn(digits)) {
                longest = last;
            }
        }
        return longest;
    }

    /// The last digit makes the sum of all, every second one doubled from the right, a multiple of
    /// 10 (ISO/IEC 7812-1 annex B).
    static boolean luhn(CharSequence digits) {
        int sum = 0;
        boolean varied = false;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            varied |= digits.charAt(i) != digits.charAt(0);
            int doubled = 2 * digit;
            sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }
        return varied && sum % 10 == 0;
    }

    /// The end of the IBAN that begins somewhere, its groups apart or not; -1 for none. Length by
    /// country, remainder 1 of 97 (ISO 13616).
    static int iban(String text, int start) {
        Integer length =
                IBAN_LENGTHS.get(text.substring(start, start + 2).toUpperCase(Locale.ROOT));
        if (length == null) {
            return -1;
        }
        StringBuilder plain = new StringBuilder();
        int i = start;
        while (i < text.length() && plain.length() < length) {
            char c = text.charAt(i);
            if (isAlphanumeric(c)) {
                plain.append(Character.toUpperCase(c));
            } else if ((c != ' ' && c != '-') || !isAlphanumeric(text.charAt(i - 1))) {
                return -1;
            }
            i++;
        }
        if (plain.length() < length) {
            return -1;
        }
        long rest = 0;
        for (int k = 0; k < length; k++) {
            char c = plain.charAt((k + 4) % length);
            rest = c <= '9' ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
        }
        return rest == 1 ? i : -1;
    }

    /// DNI and NIE: the letter is that of the number modulo 23.
    static boolean spanish(String text) {
        String plain = plain(text);
        int number;
        if (plain.length() != 9) {
            return false;
        }
        char first = plain.charAt(0);
        String digits =
                first >= 'X' ? (first - 'X') + plain.substring(1, 8) : plain.substring(0, 8);
        try {
            number = Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return false;
        }
        return SPANISH.charAt(number % 23) == plain.charAt(8);
    }

    /// Codice fiscale: the last letter is the sum of all others, odd and even places by their own
    /// tables, modulo 26.
    static boolean italian(String text) {
        String code = plain(text);
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = code.charAt(i);
            int value = isDigit(c) ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? ITALIAN_ODD[value] : value;
        }
        return code.charAt(15) - 'A' == sum % 26;
    }

    /// NIR: the last two digits are 97 minus the others modulo 97; Corsica counts as 19 and 18.
    static boolean french(String text) {
        String code = plain(text).replace("2A", "19").replace("2B", "18");
        if (code.length() != 15 || !code.chars().allMatch(Character::isDigit)) {
            return false;
        }
        long number = Long.parseLong(code.substring(0, 13));
        return 97 - number % 97 == Integer.parseInt(code.substring(13));
    }

    /// Rijksregisternummer: as in France, of nine digits, with a 2 before them since 2000.
    static boolean belgian(String text) {
        String code = plain(text);
        int key = Integer.parseInt(code.substring(9));
        long number = Long.parseLong(code.substring(0, 9));
        return isDay(code.substring(2, 6))
                && (97 - number % 97 == key || 97 - (2_000_000_000L + number) % 97 == key);
    }

    /// Henkilötunnus: the last sign is that of the nine digits modulo 31.
    static boolean finnish(String text) {
        String code = text.toUpperCase(Locale.ROOT);
        int number = Integer.parseInt(code.substring(0, 6) + code.substring(7, 10));
        return isDay(code.substring(2, 4) + code.substring(0, 2))
                && FINNISH.charAt(number % 31) == code.charAt(10);
    }

    /// Personnummer: a date, three digits and one by Luhn.
    static boolean swedish(String text) {
        String digits = plain(text);
        String ten = digits.substring(digits.length() - 10);
        return isDay(ten.substring(2, 6)) && luhn(ten);
    }

    /// PESEL: a date, with the century in its month, and a weighted sum.
    static boolean polish(String digits) {
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += POLISH[i] * (digits.charAt(i) - '0');
        }
        int month = Integer.parseInt(digits.substring(2, 4)) % 20;
        return isDay("%02d%s".formatted(month, digits.substring(4, 6)))
                && (10 - sum % 10) % 10 == digits.charAt(10) - '0';
    }

    /// Steuer-Identifikationsnummer: one digit of the first ten comes twice or three times, the
    /// others at most once; check digit by ISO 7064 MOD 11,10.
    static boolean german(String digits) {
        int[] often = new int[10];
        int product = 10;
        for (int i = 0; i < 10; i++) {
            int digit = digits.charAt(i) - '0';
            often[digit]++;
            int sum = (digit + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        int repeated = 0;
        for (int times : often) {
            if (times > 3) {
                return false;
            }
            repeated += times > 1 ? 1 : 0;
        }
        return digits.charAt(0) != '0'
                && repeated == 1
                && (11 - product) % 10 == digits.charAt(10) - '0';
    }

    /// @param monthAndDay four digits
    private static boolean isDay(String monthAndDay) {
        int month = Integer.parseInt(monthAndDay.substring(0, 2));
        int day = Integer.parseInt(monthAndDay.substring(2));
        return month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    /// Whether a word is more likely drawn than written: digits and letters, or both cases, mixed.
    static boolean looksRandom(String text) {
        boolean digit = false;
        boolean letter = false;
        boolean mixed = text.indexOf('=') >= 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digit |= isDigit(c);
            letter |= Character.isLetter(c);
            mixed |= i > 0 && Character.isUpperCase(c) && Character.isLowerCase(text.charAt(i - 1));
        }
        return !isMasked(text) && ((digit && letter) || mixed);
    }

    /// Whether what stands behind a word such as `password` is one: neither a pseudonym nor the
    /// name of a scheme, whose token follows and is found by itself.
    static boolean isCredential(String text) {
        return !isMasked(text) && !SCHEMES.contains(text.toLowerCase(Locale.ROOT));
    }

    /// Whether it is a pseudonym already.
    static boolean isMasked(String text) {
        return Pseudonyms.SHAPE.matcher(text).matches();
    }

    private static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(char c) {
        return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}

using System.Globalization;

namespace ImageClassification.LowBit.Configuration;

/// <summary>A value of a configuration: what JSON has, but for objects with something in them, whose values have names of their own.</summary>
/// <param name="Place">Where it stands.</param>
internal abstract record ConfigValue(TextPlace Place)
{
    private const int LongestShown = 60;

    /// <summary>The value for messages: short, and on one line.</summary>
    public string Shown
    {
        get
        {
            var text = Text;
            var part = text.Length <= LongestShown ? text : text[..LongestShown] + "...";
            return new string([.. part.Select(static letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
        }
    }

    /// <summary>The value as it would be written.</summary>
    protected abstract string Text { get; }

    /// <summary>null.</summary>
    internal sealed record Nothing(TextPlace Place) : ConfigValue(Place)
    {
        protected override string Text => "null";
    }

    /// <summary>An object with nothing in it.</summary>
    internal sealed record Empty(TextPlace Place) : ConfigValue(Place)
    {
        protected override string Text => "{}";
    }

    /// <summary>true or false.</summary>
    internal sealed record Flag(TextPlace Place, bool Value) : ConfigValue(Place)
    {
        protected override string Text => Value ? "true" : "false";
    }

    /// <summary>A number, as it is written.</summary>
    internal sealed record Number(TextPlace Place, string Digits) : ConfigValue(Place)
    {
        protected override string Text => Digits;

        /// <summary>The number; null when it is not whole, or has more digits than an integer.</summary>
        public int? Whole => int.TryParse(Digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

        /// <summary>The number; null when it is too large to be one.</summary>
        public double? Real => double.TryParse(Digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
    }

    /// <summary>A text.</summary>
    internal sealed record Word(TextPlace Place, string Value) : ConfigValue(Place)
    {
        protected override string Text => $"\"{Value}\"";
    }

    /// <summary>A list.</summary>
    internal sealed record List(TextPlace Place, IReadOnlyList<ConfigValue> Items) : ConfigValue(Place)
    {
        protected override string Text => $"[{string.Join(", ", Items.Select(static item => item.Text))}]";
    }
}

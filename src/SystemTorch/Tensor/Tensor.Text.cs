using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Shape, type and device as text.</summary>
        public override string ToString() => ToString(TensorStringStyle.Metadata);

        /// <summary>
        /// The tensor as text: its elements in the style of <see cref="TensorStringStyle"/>, or shape, type and device alone.
        /// </summary>
        /// <param name="disamb">Whether to write the elements.</param>
        /// <param name="fltFormat">The format of numbers.</param>
        /// <param name="width">The longest line.</param>
        /// <param name="cultureInfo">The culture of numbers; null for the current one.</param>
        /// <param name="newLine">What ends a line.</param>
        public string ToString(
            bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            ToString(disamb ? TensorStringStyle.Default : TensorStringStyle.Metadata, fltFormat, width, cultureInfo, newLine);

        /// <summary>The tensor as text in a style.</summary>
        /// <param name="style">The style.</param>
        /// <param name="fltFormat">The format of numbers.</param>
        /// <param name="width">The longest line.</param>
        /// <param name="cultureInfo">The culture of numbers; null for the current one.</param>
        /// <param name="newLine">What ends a line.</param>
        public string ToString(
            TensorStringStyle style,
            string? fltFormat = null,
            int? width = null,
            CultureInfo? cultureInfo = null,
            string? newLine = null)
        {
            using var scope = NewDisposeScope();
            var writer = new TensorText(
                fltFormat ?? PrintOptions.FloatFormat, width ?? PrintOptions.LineWidth, cultureInfo, newLine ?? PrintOptions.NewLine);
            return writer.Write(this, style == TensorStringStyle.Default ? torch.TensorStringStyle : style);
        }
    }
}

package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedTest {
  private static final TensorValue ITEM = TensorValue.zeros(ElementType.UINT8, Shape.of(17, 11, 3));

  @Test
  void of_isFedAsItIs() {
    Feed feed = Feed.of(ITEM);

    assertThat(feed)
        .returns(Shape.of(17, 11, 3), Feed::shape)
        .returns(ElementType.UINT8, Feed::elementType)
        .returns(List.of(ITEM), Feed::parts)
        .hasToString("uint8 [17, 11, 3]");
  }

  @Test
  void stack_getsABatchAxis() {
    assertThat(Feed.stack(List.of(ITEM)).shape()).isEqualTo(Shape.of(1, 17, 11, 3));
    assertThat(Feed.stack(List.of(ITEM, ITEM, ITEM)))
        .returns(Shape.of(3, 17, 11, 3), Feed::shape)
        .returns(ElementType.UINT8, Feed::elementType)
        .returns(List.of(ITEM, ITEM, ITEM), Feed::parts);
  }

  @Test
  void stack_listChangedAfterwards_feedUnchanged() {
    List<TensorValue> items = new ArrayList<>(List.of(ITEM, ITEM));
    Feed feed = Feed.stack(items);

    items.clear();

    assertThat(feed.parts()).hasSize(2);
    assertThatThrownBy(() -> feed.parts().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void stack_noItems_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Feed.stack(List.of()));
  }

  @Test
  void stack_itemsThatDiffer_areRefusedWithBoth() {
    TensorValue turned = ITEM.reshape(Shape.of(11, 17, 3));
    TensorValue signed = TensorValue.zeros(ElementType.INT8, ITEM.shape());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Feed.stack(List.of(ITEM, ITEM, turned)))
        .withMessageContaining("uint8 [17, 11, 3] and uint8 [11, 17, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Feed.stack(List.of(ITEM, signed)))
        .withMessageContaining("uint8 [17, 11, 3] and int8 [17, 11, 3]");
  }
}

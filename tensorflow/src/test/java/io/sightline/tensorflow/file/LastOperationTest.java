package io.sightline.tensorflow.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

class LastOperationTest {
  @Test
  void of_operationThatComputes_isItself() {
    GraphDef graph = graph(node("x", "Placeholder"), node("y", "Sigmoid", "x"));

    assertThat(find(graph, "y")).contains("Sigmoid");
  }

  @Test
  void of_operationsThatHandOn_areNotCounted() {
    GraphDef graph =
        graph(
            node("x", "Placeholder"),
            node("softmax", "Softmax", "x"),
            node("reshaped", "Reshape", "softmax", "shape"),
            node("both", "IdentityN", "x", "reshaped"),
            node("y", "Identity", "both:1"));

    assertThat(find(graph, "y")).contains("Softmax");
  }

  @Test
  void of_transposedAndChecked_isSoftmax() {
    GraphDef graph =
        graph(
            node("softmax", "Softmax", "x"),
            node("planes", "Transpose", "softmax", "order"),
            node("y", "EnsureShape", "planes"));

    assertThat(find(graph, "y")).contains("Softmax");
  }

  @Test
  void of_cast_isCountedIfItRounds() {
    GraphDef graph =
        graph(
            node("softmax", "Softmax", "x"),
            cast("single", DataType.DT_HALF, DataType.DT_FLOAT, "softmax"),
            cast("rounded", DataType.DT_FLOAT, DataType.DT_UINT8, "softmax"),
            node("ids", "ArgMax", "x", "axis"),
            cast("bytes", DataType.DT_INT64, DataType.DT_UINT8, "ids"),
            cast("floats", DataType.DT_INT64, DataType.DT_FLOAT, "ids"));

    assertThat(find(graph, "single")).contains("Softmax");
    assertThat(find(graph, "rounded")).contains("Cast");
    assertThat(find(graph, "bytes")).contains("ArgMax");
    assertThat(find(graph, "floats")).contains("ArgMax");
  }

  private static NodeDef cast(String name, DataType from, DataType to, String input) {
    return node(name, "Cast", input).toBuilder()
        .putAttr("SrcT", AttrValue.newBuilder().setType(from).build())
        .putAttr("DstT", AttrValue.newBuilder().setType(to).build())
        .build();
  }

  @Test
  void of_exponentialsOverTheirSum_isSoftmax() {
    GraphDef graph =
        graph(
            node("e", "Exp", "x"),
            node("sum", "Sum", "e", "axis"),
            node("y", "RealDiv", "e", "sum"),
            node("other", "Exp", "x"),
            node("z", "RealDiv", "other", "sum"));

    assertThat(find(graph, "y")).contains("Softmax");
    assertThat(find(graph, "z")).contains("RealDiv");
  }

  @Test
  void of_functions_areEntered() {
    FunctionDef inner = function("inner", "logits", "probabilities", "softmax:softmax:0");
    FunctionDef outer =
        function("outer", "pixels", "result", "call:output:0").toBuilder()
            .clearNodeDef()
            .addNodeDef(call("call", "inner", "pixels"))
            .build();
    GraphDef graph =
        graph(node("x", "Placeholder"), call("y", "outer", "x")).toBuilder()
            .setLibrary(
                FunctionDefLibrary.newBuilder()
                    .addAllFunction(
                        List.of(
                            inner.toBuilder()
                                .addNodeDef(node("softmax", "Softmax", "logits"))
                                .build(),
                            outer)))
            .build();

    assertThat(find(graph, "y")).contains("Softmax");
  }

  @Test
  void of_argumentOfAFunction_isFoundWhereItIsCalled() {
    GraphDef graph =
        graph(node("x", "Relu", "in"), call("y", "same", "x")).toBuilder()
            .setLibrary(
                FunctionDefLibrary.newBuilder()
                    .addFunction(function("same", "value", "result", "value")))
            .build();

    assertThat(find(graph, "y")).contains("Relu");
  }

  @Test
  void of_functionThatCallsItself_isNotTold() {
    FunctionDef endless =
        function("endless", "value", "result", "call:output:0").toBuilder()
            .addNodeDef(call("call", "endless", "value"))
            .build();
    GraphDef graph =
        graph(node("x", "Relu", "in"), call("y", "endless", "x")).toBuilder()
            .setLibrary(FunctionDefLibrary.newBuilder().addFunction(endless))
            .build();

    assertThat(find(graph, "y")).isEmpty();
  }

  @Test
  void of_tensorThatIsNotThere_isNotTold() {
    assertThat(find(graph(node("x", "Relu", "in")), "y")).isEmpty();
    assertThat(find(graph(node("y", "Identity", "gone")), "y")).isEmpty();
    assertThat(find(graph(call("y", "gone", "x")), "y")).isEmpty();
  }

  private static Optional<String> find(GraphDef graph, String tensor) {
    return new LastOperation(new GraphIndex(graph)).of(TensorName.parse(tensor));
  }

  private static GraphDef graph(NodeDef... nodes) {
    return GraphDef.newBuilder().addAllNode(List.of(nodes)).build();
  }

  private static NodeDef node(String name, String operation, String... inputs) {
    return NodeDef.newBuilder().setName(name).setOp(operation).addAllInput(List.of(inputs)).build();
  }

  private static NodeDef call(String name, String function, String argument) {
    return node(name, "StatefulPartitionedCall", argument).toBuilder()
        .putAttr(
            "f",
            AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build())
        .build();
  }

  /** A function of one argument, without nodes. */
  private static FunctionDef function(
      String name, String argument, String result, String resultTensor) {
    return FunctionDef.newBuilder()
        .setSignature(
            OpDef.newBuilder()
                .setName(name)
                .addInputArg(OpDef.ArgDef.newBuilder().setName(argument))
                .addOutputArg(OpDef.ArgDef.newBuilder().setName(result)))
        .putRet(result, resultTensor)
        .build();
  }
}

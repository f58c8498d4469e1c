pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient.Model

// Where a list stands: loading, 暂无数据, failure with retry, or the rows and [加载更多].
ColumnLayout {
    id: place

    required property RowModel rows
    property Component delegate
    property string emptyText: qsTr("暂无数据")
    property string emptyIcon: "inbox"
    property ViewModel viewModel: null

    signal retry
    signal more

    Layout.fillWidth: true
    spacing: Style.space(2)

    Repeater {
        model: place.rows
        delegate: place.delegate
    }
    Spinner {
        Layout.alignment: Qt.AlignHCenter
        Layout.margins: Style.space(8)
        visible: place.rows.state === "loading" && place.rows.count === 0
        running: visible
    }
    EmptyState {
        objectName: "emptyState"
        visible: place.rows.state === "empty"
        text: place.emptyText
        iconName: place.emptyIcon
    }
    ErrorState {
        visible: place.rows.state === "error"
        cause: place.viewModel && place.viewModel.errorCode !== "" ? place.viewModel.errorCause : qsTr("列表没有加载成功。")
        remedy: place.viewModel && place.viewModel.errorCode !== "" ? place.viewModel.errorRemedy : qsTr("请检查网络后重试。")
        code: place.viewModel?.errorCode ?? ""
        onRetry: place.retry()
    }
    AppButton {
        Layout.alignment: Qt.AlignHCenter
        visible: place.rows.hasMore && place.rows.state === "ready"
        kind: "text"
        text: qsTr("加载更多")
        onClicked: place.more()
    }
}

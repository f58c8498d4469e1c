import QtQuick
import SecureClient.Model

// Where a medium is needed and none is there: what to plug in, and the way to find out why it is not seen.
EmptyState {
    id: notice

    required property ViewModel vm

    text: qsTr("未检测到介质，请插入 USBKey 或智能卡。")
    iconName: "usb"
    action: Style.kiosk ? "" : qsTr("诊断")
    onActionClicked: notice.vm.openPage("core.diagnostics")
}
